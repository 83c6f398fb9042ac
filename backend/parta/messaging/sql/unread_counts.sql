-- Unread counters of one person's chats, for the `read` steps of his own stream.
--
-- In: the person; arrays of equal length: owner, chat, his cursor. Out: (chat_id, unread) per chat that he may read.
CREATE OR REPLACE FUNCTION unread_counts(p_user bigint, p_org bigint[], p_chat bigint[], p_read bigint[])
RETURNS TABLE (chat_id bigint, unread int)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
-- See open_sockets.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    SELECT r.chat_id, u.n
    FROM readable_chats(array_fill(p_user, ARRAY[cardinality(p_chat)]), p_org, p_chat) AS r
    CROSS JOIN LATERAL unread_after(
        r.org_id, r.chat_id, p_user, greatest(p_read[r.ord], r.visible_from_seq - 1)) AS u;
END
$$;
