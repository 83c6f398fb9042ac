"""What the follower takes away, as statements: it runs them on an asynchronous connection of its own."""

# Rows that a post holds at this moment are left for the next second: nobody waits for the follower, nor it for anybody.
NEWS = "SELECT org_id, chat_id, pts FROM chat_followup ORDER BY org_id, chat_id LIMIT %s FOR UPDATE SKIP LOCKED"
DONE = (
    "DELETE FROM chat_followup AS f USING unnest(%s::bigint[], %s::bigint[]) AS d (org_id, chat_id)"
    " WHERE f.org_id = d.org_id AND f.chat_id = d.chat_id"
)

FORGET_TICKETS = "DELETE FROM used_ticket WHERE expires_at < now() - interval '1 minute'"
