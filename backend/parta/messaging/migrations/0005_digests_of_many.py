"""Hellos and differences are answered in batches: the functions that took one person are gone."""

from django.db import migrations

from parta.messaging.sql import install

# Nobody calls them any more, and an overload that takes other arguments would stay beside the new one.
OF_ONE_PERSON = """
DROP FUNCTION IF EXISTS open_socket(bigint, bigint, text, timestamptz);
DROP FUNCTION IF EXISTS connect_digest(bigint, bigint[], bigint[], bigint[], bigint[], bigint[]);
DROP FUNCTION IF EXISTS fetch_events(bigint, bigint[], bigint[], bigint[], int[]);
DROP FUNCTION IF EXISTS readable_chats(bigint, bigint[], bigint[]);
DROP FUNCTION IF EXISTS unread_messages(bigint, bigint, bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("messaging", "0004_stored_functions_of_the_stream")]

    operations = [
        migrations.RunSQL(OF_ONE_PERSON, migrations.RunSQL.noop),
        migrations.RunSQL(install(), migrations.RunSQL.noop),
    ]
