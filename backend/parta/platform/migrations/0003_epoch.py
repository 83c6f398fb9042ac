"""Every installation has an epoch from its first day; a restore from a backup gives it another."""

from django.db import migrations

FIRST_EPOCH = (
    "INSERT INTO installation (id, epoch, made_at) VALUES (1, gen_random_uuid(), now()) ON CONFLICT (id) DO NOTHING"
)


class Migration(migrations.Migration):
    dependencies = [("platform", "0002_fallback_cache")]

    operations = [migrations.RunSQL(FIRST_EPOCH, migrations.RunSQL.noop)]
