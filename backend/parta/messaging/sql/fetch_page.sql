-- A page of messages of one chat as it is now, with the pts that it is true for: a `reset`, a scroll, a jump.
--
-- In: the person; the chat; and at most one of: `p_before` (messages before that seq), `p_after` (after it),
-- `p_around` (that seq in the middle); none: the newest. `p_limit` 1 … 100.
-- Out: no row when the person may not read the chat, else one:
--   pts, floor, last_seq, read_seq   of the snapshot; floor is the smallest seq that the person may see
--   messages                         JSON array of MessageView, oldest first
--   has_before, has_after            is there more on either side
CREATE OR REPLACE FUNCTION fetch_page(
    p_user bigint, p_org bigint, p_chat bigint, p_before bigint, p_after bigint, p_around bigint, p_limit int
) RETURNS TABLE (
    pts bigint, floor bigint, last_seq bigint, read_seq bigint, mv bigint,
    messages jsonb, has_before boolean, has_after boolean
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
    SELECT r.upto_pts, r.visible_from_seq, r.upto_seq, r.read_seq, r.mv, page.messages,
           coalesce(page.first_seq > r.visible_from_seq, false),
           coalesce(page.last_seq < r.upto_seq, false)
    FROM readable_chats(ARRAY[p_user], ARRAY[p_org], ARRAY[p_chat]) AS r
    CROSS JOIN LATERAL (SELECT least(greatest(p_limit, 1), 100) AS n) AS size
    CROSS JOIN LATERAL (
        -- seq has no holes, so a window of the table is a range of seq.
        SELECT CASE
                   WHEN p_after IS NOT NULL THEN p_after + 1
                   WHEN p_around IS NOT NULL
                       THEN least(p_around - size.n / 2, r.upto_seq - size.n + 1)
                   ELSE least(coalesce(p_before, r.upto_seq + 1), r.upto_seq + 1) - size.n
               END AS first_seq) AS wish
    CROSS JOIN LATERAL (SELECT greatest(wish.first_seq, r.visible_from_seq) AS first_seq) AS start
    CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(message_view(m) ORDER BY m.seq), '[]') AS messages,
               min(m.seq) AS first_seq, max(m.seq) AS last_seq
        FROM message AS m
        WHERE m.org_id = r.org_id AND m.chat_id = r.chat_id
          AND m.seq BETWEEN start.first_seq
                        AND least(start.first_seq + size.n - 1, r.upto_seq, coalesce(p_before - 1, r.upto_seq))
    ) AS page;
END
$$;
