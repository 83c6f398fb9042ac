-- The person's rows of these chats: who owns them, and his cursors. A chat without a row is not his.
CREATE OR REPLACE FUNCTION find_chats(p_user bigint, p_chat bigint[])
RETURNS TABLE (chat_id bigint, org_id bigint, read_seq bigint, cleared_upto_seq bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT u.chat_id, u.org_id, u.read_seq, u.cleared_upto_seq
    FROM user_chat AS u WHERE u.user_id = p_user AND u.chat_id = ANY (p_chat)
$$;
