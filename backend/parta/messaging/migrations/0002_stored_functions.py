"""The stored functions, and how the tables are stored that every post changes."""

from django.db import migrations

from parta.messaging.sql import install

# Half-empty pages, so that the new version of a row lands beside the old one and no index is touched.
HOT_TABLES = """
ALTER TABLE chat SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE chat_followup SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE user_state SET (fillfactor = 50, autovacuum_vacuum_scale_factor = 0.05);
ALTER TABLE chat_member SET (fillfactor = 80);
ALTER TABLE user_chat SET (fillfactor = 80);
CREATE SEQUENCE chat_id_seq MAXVALUE 9007199254740991;
"""
COLD_TABLES = """
DROP SEQUENCE chat_id_seq;
ALTER TABLE chat RESET (fillfactor, autovacuum_vacuum_scale_factor);
ALTER TABLE chat_followup RESET (fillfactor, autovacuum_vacuum_scale_factor);
ALTER TABLE user_state RESET (fillfactor, autovacuum_vacuum_scale_factor);
ALTER TABLE chat_member RESET (fillfactor);
ALTER TABLE user_chat RESET (fillfactor);
"""


class Migration(migrations.Migration):
    dependencies = [("messaging", "0001_initial")]

    operations = [
        migrations.RunSQL(HOT_TABLES, COLD_TABLES),
        migrations.RunSQL(install(), migrations.RunSQL.noop),
    ]
