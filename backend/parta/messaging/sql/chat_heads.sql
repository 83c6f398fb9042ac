-- Where chats stand: what a gateway compares with what it has delivered.
--
-- In: arrays of equal length naming chats. Out: (chat_id, pts, mv) of those that exist.
CREATE OR REPLACE FUNCTION chat_heads(p_org bigint[], p_chat bigint[])
RETURNS TABLE (chat_id bigint, pts bigint, mv bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.chat_id, c.pts, c.member_ver
    FROM unnest(p_org, p_chat) AS k (org_id, chat_id)
    JOIN chat AS c ON c.org_id = k.org_id AND c.chat_id = k.chat_id
$$;
