-- How many have read the newest message of a chat, and who wrote it: all that a large chat or a channel tells of reading.
--
-- In: arrays of equal length naming chats. Out: (chat_id, seq, author, count); no row for a chat without a message of
-- a person. The gateway tells the author alone.
CREATE OR REPLACE FUNCTION read_counts(p_org bigint[], p_chat bigint[])
RETURNS TABLE (chat_id bigint, seq bigint, author bigint, count int)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT k.chat_id, newest.seq, newest.sender_id, readers.n
    FROM unnest(p_org, p_chat) AS k (org_id, chat_id)
    CROSS JOIN LATERAL (
        SELECT m.seq, m.sender_id FROM message AS m
        WHERE m.org_id = k.org_id AND m.chat_id = k.chat_id AND m.kind = 'text' AND m.deleted_at IS NULL
        ORDER BY m.seq DESC LIMIT 1) AS newest
    CROSS JOIN LATERAL (
        SELECT count(*)::int AS n FROM chat_member AS r
        WHERE r.org_id = k.org_id AND r.chat_id = k.chat_id AND r.left_seq IS NULL
          AND r.read_seq >= newest.seq AND r.user_id <> newest.sender_id
          -- Whoever came later did not read it, though his mark begins where he came.
          AND r.joined_seq < newest.seq) AS readers
$$;
