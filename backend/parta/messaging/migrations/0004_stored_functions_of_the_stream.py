"""The stored functions as their files say now."""

from django.db import migrations

from parta.messaging.sql import install


class Migration(migrations.Migration):
    dependencies = [("messaging", "0003_expiring_rights")]

    operations = [migrations.RunSQL(install(), migrations.RunSQL.noop)]
