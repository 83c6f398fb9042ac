"""The index that finds a message posted twice leads with its cid; `post_messages` looks it up by that alone."""

from django.db import migrations, models

from parta.messaging.sql import install


class Migration(migrations.Migration):
    dependencies = [("messaging", "0005_digests_of_many")]

    operations = [
        migrations.RemoveConstraint("message", "message_once"),
        migrations.AddConstraint(
            "message",
            models.UniqueConstraint(fields=("cid", "sender_id", "chat_id", "org_id"), name="message_once"),
        ),
        migrations.RunSQL(install(), migrations.RunSQL.noop),
    ]
