-- The difference of a person's own stream.
--
-- In: the person; the last upts that the client applied. Out: one row.
--   status  ok     `events` is a JSON array of ready `uev` frames, oldest first; apply all, then local := `upto`
--           reset  too far behind or ahead: fetch everything of the person afresh, then local := `upto`
-- Compacting: of several `read` or `chat` steps of one chat only the newest is given. `upto` in a `read` step is the
-- cursor as it is now; its `unread` is the chat family's to say (unread_counts).
CREATE OR REPLACE FUNCTION fetch_user_events(p_user bigint, p_from bigint)
RETURNS TABLE (status text, upto bigint, events jsonb)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT CASE WHEN lost.it THEN 'reset' ELSE 'ok' END, head.upts, found.events
    FROM (SELECT coalesce(max(s.upts), 0) AS upts, coalesce(max(s.upts_floor), 0) AS floor
          FROM user_state AS s WHERE s.user_id = p_user) AS head
    CROSS JOIN LATERAL (
        SELECT p_from < head.floor OR p_from > head.upts OR head.upts - p_from > 1000 AS it) AS lost
    CROSS JOIN LATERAL (
        SELECT coalesce(jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                   'type', 'uev', 'upts', e.upts, 'kind', e.kind, 'chat', e.chat_id,
                   'upto', CASE WHEN e.kind = 'read' THEN u.read_seq END,
                   'event', e.event)) ORDER BY e.upts), '[]') AS events
        FROM (
            SELECT DISTINCT ON (ue.kind, CASE WHEN ue.kind = 'event' THEN ue.upts ELSE -ue.chat_id END) ue.*
            FROM user_event AS ue
            WHERE NOT lost.it AND ue.user_id = p_user AND ue.upts > p_from AND ue.upts <= head.upts
            ORDER BY ue.kind, CASE WHEN ue.kind = 'event' THEN ue.upts ELSE -ue.chat_id END, ue.upts DESC
        ) AS e
        LEFT JOIN user_chat AS u ON u.user_id = p_user AND u.chat_id = e.chat_id
    ) AS found
$$;
