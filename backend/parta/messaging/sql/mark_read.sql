-- Move the read marks of members forward, for «who has read»: the chat's half of a `read` (own half: mark_own_read).
--
-- In: arrays of equal length, one element a mark: owner, chat, person, the last seq read.
-- Out: a row per mark that could be judged; a missing one belongs to nobody in the chat, or its row was locked at this
-- instant (the caller tries again a second later).
--   read_seq     clamped to [visible_from_seq − 1, last_seq], never moved back
--   changed      the mark moved
--   unread       messages after it that are neither his nor deleted, at most 100
--   named        others may be told who it was: at most 50 members, and not a channel
-- Takes no lock on the chat, and waits for none.
CREATE OR REPLACE FUNCTION mark_read(p_org bigint[], p_chat bigint[], p_user bigint[], p_upto bigint[])
RETURNS TABLE (
    org_id bigint, chat_id bigint, user_id bigint, read_seq bigint, changed boolean, unread int, named boolean
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH wish AS (
        SELECT t.org_id, t.chat_id, t.user_id, max(t.upto) AS upto
        FROM unnest(p_org, p_chat, p_user, p_upto) AS t (org_id, chat_id, user_id, upto)
        GROUP BY t.org_id, t.chat_id, t.user_id
    ), mine AS MATERIALIZED (
        SELECT m.org_id, m.chat_id, m.user_id, m.read_seq, m.visible_from_seq, w.upto
        FROM wish AS w
        JOIN chat_member AS m ON m.org_id = w.org_id AND m.chat_id = w.chat_id AND m.user_id = w.user_id
        WHERE m.left_seq IS NULL
        FOR UPDATE OF m SKIP LOCKED
    ), judged AS MATERIALIZED (
        SELECT i.org_id, i.chat_id, i.user_id, i.read_seq AS old_seq, i.visible_from_seq,
               greatest(i.read_seq, least(greatest(i.upto, i.visible_from_seq - 1), c.last_seq)) AS new_seq,
               c.member_count <= 50 AND NOT c.posts_as_org AS named
        FROM mine AS i
        JOIN chat AS c ON c.org_id = i.org_id AND c.chat_id = i.chat_id
        JOIN membership AS g ON g.org_id = i.org_id AND g.user_id = i.user_id
        WHERE g.state IN ('active', 'guest')
    ), moved AS (
        UPDATE chat_member AS m SET read_seq = j.new_seq
        FROM judged AS j
        WHERE m.org_id = j.org_id AND m.chat_id = j.chat_id AND m.user_id = j.user_id AND j.new_seq > j.old_seq
    )
    SELECT j.org_id, j.chat_id, j.user_id, j.new_seq, j.new_seq > j.old_seq,
           u.n, j.named
    FROM judged AS j
    CROSS JOIN LATERAL unread_after(
        j.org_id, j.chat_id, j.user_id, greatest(j.new_seq, j.visible_from_seq - 1)) AS u;
END
$$;
