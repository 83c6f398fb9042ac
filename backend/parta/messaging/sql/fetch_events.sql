-- The differences of chats for people: what survives of (from, head], or the word to start afresh.
--
-- In: arrays of equal length, one element a person and chat: the person (from the socket, never from a frame), the
-- chat's owner, its id, the last pts that the client applied, how many events it takes (1 … 100).
-- Out: one row per chat that the person may read, `ord` its place in the arrays; a chat without a row is not his.
--   status  ok     `events` is a JSON array of ready `ev` frames, oldest first; apply all, then local := `upto`
--           reset  too far behind (below pts_floor or more than 1,000 behind) or ahead of the chat: see fetch_page;
--                  or he was let in since, and sees nothing from before: what he holds is his no longer
--   more    ask again from `upto`
-- Compacting: of several events of one kind on one message only the newest is given; all carry the message as it is
-- now. Events on messages before visible_from_seq are withheld, their pts is covered by `upto`. The difference of
-- somebody who left ends where he left.
CREATE OR REPLACE FUNCTION fetch_events(
    p_user bigint[], p_org bigint[], p_chat bigint[], p_from bigint[], p_limit int[]
) RETURNS TABLE (ord int, chat_id bigint, status text, upto bigint, more boolean, events jsonb)
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
    SELECT r.ord, r.chat_id,
           CASE WHEN lost.it THEN 'reset' ELSE 'ok' END,
           CASE WHEN found.n > wanted.events THEN found.last_pts ELSE r.upto_pts END,
           found.n > wanted.events,
           found.events
    FROM readable_chats(p_user, p_org, p_chat) AS r
    CROSS JOIN LATERAL (
        SELECT p_from[r.ord] AS after_pts, least(greatest(p_limit[r.ord], 1), 100) AS events) AS wanted
    CROSS JOIN LATERAL (
        SELECT wanted.after_pts < r.pts_floor
               OR wanted.after_pts > r.upto_pts
               OR r.upto_pts - wanted.after_pts > 1000
               OR r.visible_from_seq > 1 AND EXISTS (
                   SELECT 1 FROM chat_event AS mine
                   WHERE mine.org_id = r.org_id AND mine.chat_id = r.chat_id AND mine.pts > wanted.after_pts
                     AND mine.kind = 'members' AND mine.user_id = r.user_id AND mine.state = 'joined') AS it) AS lost
    CROSS JOIN LATERAL (
        SELECT count(*) AS n,
               max(e.pts) FILTER (WHERE e.place <= wanted.events) AS last_pts,
               coalesce(jsonb_agg(e.frame ORDER BY e.pts) FILTER (WHERE e.place <= wanted.events), '[]') AS events
        FROM (
            SELECT newest.pts, row_number() OVER (ORDER BY newest.pts) AS place,
                   event_view(newest.event, about.m) AS frame
            FROM (
                SELECT DISTINCT ON (ce.kind, coalesce(ce.seq, 0)) ce.pts, ce.seq, ce AS event
                FROM chat_event AS ce
                WHERE NOT lost.it
                  AND ce.org_id = r.org_id AND ce.chat_id = r.chat_id
                  AND ce.pts > wanted.after_pts AND ce.pts <= r.upto_pts
                  AND (ce.seq IS NULL OR ce.seq >= r.visible_from_seq)
                ORDER BY ce.kind, coalesce(ce.seq, 0), ce.pts DESC
            ) AS newest
            LEFT JOIN LATERAL (
                SELECT m FROM message AS m
                WHERE m.org_id = r.org_id AND m.chat_id = r.chat_id AND m.seq = newest.seq LIMIT 1) AS about ON true
            ORDER BY newest.pts
            LIMIT wanted.events + 1
        ) AS e
    ) AS found;
END
$$;
