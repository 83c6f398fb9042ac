-- The chats' half of a `hello`: where the chats of people stand, in one snapshot. For as many people at once as wait.
--
-- In: arrays of equal length, one element a person and chat, as open_sockets returned them: person, owner, chat, own
-- read cursor, cleared up to; and the pts that the client knows (−1: it does not know the chat).
-- Out: one row per chat that the person is in and may read, `ord` its place in the arrays; a chat without a row is his
-- no longer.
--   changed          the client's pts differs; only then the following are filled:
--   last_seq, unread (not his own, not deleted, at most 100), preview (MessageView of the newest message that he may
--   see and that is not deleted, or NULL)
CREATE OR REPLACE FUNCTION connect_digests(
    p_user bigint[], p_org bigint[], p_chat bigint[], p_read bigint[], p_cleared bigint[], p_known bigint[]
) RETURNS TABLE (
    ord int, chat_id bigint, org_id bigint, pts bigint, mv bigint, visible_from_seq bigint, may_type boolean,
    changed boolean, last_seq bigint, read_seq bigint, unread int, preview jsonb
)
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
    SELECT r.ord, r.chat_id, r.org_id, r.upto_pts, r.mv, r.visible_from_seq, r.may_type,
           known.differs, r.upto_seq, p_read[r.ord], coalesce(unread.n, 0), newest.preview
    FROM readable_chats(p_user, p_org, p_chat) AS r
    CROSS JOIN LATERAL (
        SELECT p_known[r.ord] <> r.upto_pts AS differs,
               greatest(r.visible_from_seq - 1, p_cleared[r.ord]) AS hidden) AS known
    LEFT JOIN LATERAL (
        SELECT u.n FROM unread_after(r.org_id, r.chat_id, r.user_id, greatest(p_read[r.ord], known.hidden)) AS u
        WHERE known.differs) AS unread ON true
    LEFT JOIN LATERAL (
        SELECT message_view(m) AS preview FROM message AS m
        WHERE known.differs
          AND m.org_id = r.org_id AND m.chat_id = r.chat_id AND m.seq > known.hidden AND m.deleted_at IS NULL
        ORDER BY m.seq DESC LIMIT 1) AS newest ON true
    WHERE r.is_member;
END
$$;
