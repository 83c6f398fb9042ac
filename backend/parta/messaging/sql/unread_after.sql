-- How many messages after `p_after` are neither the person's own nor deleted; counts no further than 100.
--
-- One row with one number: a function that gives a table is planned as part of the query that asks.
CREATE OR REPLACE FUNCTION unread_after(p_org bigint, p_chat bigint, p_user bigint, p_after bigint)
RETURNS TABLE (n int)
LANGUAGE sql STABLE
AS $$
    SELECT count(*)::int FROM (
        SELECT 1 FROM message AS m
        WHERE m.org_id = p_org AND m.chat_id = p_chat AND m.seq > p_after
          AND m.sender_id <> p_user AND m.deleted_at IS NULL
        LIMIT 100) AS counted
$$;
