-- Whose presence the person may see: those who share a chat with him in which members meet (a channel is none).
--
-- In: the person; the organisations of his chats; whom he asks about. Out: user ids, those who are not his silently
-- left out.
CREATE OR REPLACE FUNCTION visible_people(p_user bigint, p_org bigint[], p_users bigint[])
RETURNS TABLE (user_id bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT u.user_id
    FROM unnest(p_users) AS u (user_id)
    WHERE EXISTS (
        SELECT 1
        FROM membership AS g
        JOIN chat_member AS mine ON mine.org_id = g.org_id AND mine.user_id = p_user AND mine.left_seq IS NULL
        JOIN chat AS c ON c.org_id = mine.org_id AND c.chat_id = mine.chat_id AND NOT c.posts_as_org
        JOIN chat_member AS theirs
            ON theirs.org_id = mine.org_id AND theirs.chat_id = mine.chat_id AND theirs.user_id = u.user_id
               AND theirs.left_seq IS NULL
        WHERE g.user_id = p_user AND g.org_id = ANY (p_org) AND g.state IN ('active', 'guest'))
$$;
