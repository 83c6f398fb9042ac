-- Move a person's own read cursors forward and tell his other devices: the person's half of a `read`.
--
-- In: arrays of equal length, one element a mark, as mark_read returned it (clamped).
-- Out: (user_id, chat_id, upts) per cursor that moved or was marked unread; the step `upts` of his stream says so.
-- A cursor whose row is locked at this instant is left out: the caller tries again a second later.
--
-- Lock order: user_chat (never waited for), then user_state by user_id.
CREATE OR REPLACE FUNCTION mark_own_read(p_user bigint[], p_chat bigint[], p_read bigint[])
RETURNS TABLE (user_id bigint, chat_id bigint, upts bigint)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
DECLARE
    v_users bigint[];
    v_chats bigint[];
BEGIN
    WITH mine AS MATERIALIZED (
        SELECT u.user_id, u.chat_id, w.read_seq
        FROM unnest(p_user, p_chat, p_read) AS w (user_id, chat_id, read_seq)
        JOIN user_chat AS u ON u.user_id = w.user_id AND u.chat_id = w.chat_id
        WHERE u.read_seq < w.read_seq OR u.marked_unread
        FOR UPDATE OF u SKIP LOCKED
    ), moved AS (
        UPDATE user_chat AS u SET read_seq = greatest(u.read_seq, m.read_seq), marked_unread = false
        FROM mine AS m WHERE u.user_id = m.user_id AND u.chat_id = m.chat_id
        RETURNING u.user_id, u.chat_id
    )
    SELECT array_agg(m.user_id), array_agg(m.chat_id) INTO v_users, v_chats FROM moved AS m;

    IF v_users IS NOT NULL THEN
        RETURN QUERY
        SELECT a.user_id, v_chats[a.ord], a.upts
        FROM append_user_events(
            v_users, array_fill('read'::text, ARRAY[cardinality(v_users)]), v_chats,
            array_fill(NULL::jsonb, ARRAY[cardinality(v_users)])) AS a;
    END IF;
END
$$;
