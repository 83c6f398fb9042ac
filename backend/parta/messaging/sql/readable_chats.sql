-- Which of these chats these people may read, and how far. The one place where reading is judged.
--
-- In: arrays of equal length, one element a person and chat. Out: one row per readable chat, `ord` its place in the
-- arrays.
--   upto_pts, upto_seq  end of what he may see: the chat's head, or where he left
--   may_type            others may be told that he is typing: he may write, and under his own name
-- The gate must be open (active or guest): an ended or suspended member reads nothing, whatever `chat_member` says.
CREATE OR REPLACE FUNCTION readable_chats(p_user bigint[], p_org bigint[], p_chat bigint[])
RETURNS TABLE (
    ord int, user_id bigint, org_id bigint, chat_id bigint, upto_pts bigint, upto_seq bigint, pts_floor bigint,
    mv bigint, visible_from_seq bigint, read_seq bigint, is_member boolean, may_type boolean
)
LANGUAGE sql STABLE
AS $$
    SELECT k.ord::int, k.user_id, c.org_id, c.chat_id,
           CASE WHEN m.left_seq IS NULL THEN c.pts ELSE coalesce(m.left_pts, 0) END,
           CASE WHEN m.left_seq IS NULL THEN c.last_seq ELSE m.left_seq END,
           c.pts_floor, c.member_ver, greatest(m.visible_from_seq, 1), m.read_seq,
           m.left_seq IS NULL,
           m.left_seq IS NULL AND NOT c.posts_as_org AND m.rights & c.role_masks[m.role] & 2 = 2
    FROM unnest(p_user, p_org, p_chat) WITH ORDINALITY AS k (user_id, org_id, chat_id, ord)
    -- Each looked up by its key, whatever the planner thinks: LIMIT 1 leaves it no other way. A plan that was made while
    -- the tables were small would else go through all members of a chat to find one.
    CROSS JOIN LATERAL (
        SELECT * FROM chat AS c WHERE c.org_id = k.org_id AND c.chat_id = k.chat_id LIMIT 1) AS c
    CROSS JOIN LATERAL (
        SELECT * FROM chat_member AS m
        WHERE m.org_id = k.org_id AND m.chat_id = k.chat_id AND m.user_id = k.user_id LIMIT 1) AS m
    CROSS JOIN LATERAL (
        SELECT g.state FROM membership AS g WHERE g.org_id = k.org_id AND g.user_id = k.user_id LIMIT 1) AS g
    WHERE g.state IN ('active', 'guest')
      AND (m.left_seq IS NOT NULL OR m.rights & c.role_masks[m.role] & 1 = 1)
$$;
