-- Who hears of a chat's events: the membership fence of the gateways.
--
-- In: owner and id of the chat. Out: one row per member who may read, `mv` the version of the list; a row with
-- user_id NULL when there is none, so that the version is always told; no row when there is no such chat.
CREATE OR REPLACE FUNCTION chat_members(p_org bigint, p_chat bigint)
RETURNS TABLE (mv bigint, user_id bigint, visible_from_seq bigint, may_type boolean)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT c.member_ver, m.user_id, greatest(m.visible_from_seq, 1),
           NOT c.posts_as_org AND m.rights & c.role_masks[m.role] & 2 = 2
    FROM chat AS c
    LEFT JOIN (chat_member AS m JOIN membership AS g
               ON g.org_id = m.org_id AND g.user_id = m.user_id AND g.state IN ('active', 'guest'))
        ON m.org_id = c.org_id AND m.chat_id = c.chat_id AND m.left_seq IS NULL
           AND m.rights & c.role_masks[m.role] & 1 = 1
    WHERE c.org_id = p_org AND c.chat_id = p_chat
$$;
