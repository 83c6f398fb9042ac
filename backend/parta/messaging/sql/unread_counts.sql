-- Unread counters of one person's chats, for the `read` steps of his own stream.
--
-- In: the person; arrays of equal length: owner, chat, his cursor. Out: (chat_id, unread) per chat that he may read.
CREATE OR REPLACE FUNCTION unread_counts(p_user bigint, p_org bigint[], p_chat bigint[], p_read bigint[])
RETURNS TABLE (chat_id bigint, unread int)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT r.chat_id, u.n
    FROM readable_chats(array_fill(p_user, ARRAY[cardinality(p_chat)]), p_org, p_chat) AS r
    CROSS JOIN LATERAL unread_after(
        r.org_id, r.chat_id, p_user, greatest(p_read[r.ord], r.visible_from_seq - 1)) AS u
$$;
