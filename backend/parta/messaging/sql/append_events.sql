-- Append steps to the streams of chats. The last statement of its transaction; called by messaging/actions.py, which
-- has changed the rows that the events are about. Not for the gateway.
--
-- In: arrays of equal length, one element an event: kind message | edit | delete | members | chat; `p_seq` of the
-- message or NULL; `p_user` and `p_state` (joined | left | changed) of a `members` event, else NULL and ''.
-- Out: (ord, chat_id, pts, mv) in the order of the arrays; ord counts from 1. Unknown chats are left out.
-- Each event takes one pts; kinds with a seq write it into `message.pts`; each `members` event raises `member_ver`.
--
-- Lock order: chats by (org_id, chat_id).
CREATE OR REPLACE FUNCTION append_events(
    p_org bigint[], p_chat bigint[], p_kind text[], p_seq bigint[], p_user bigint[], p_state text[]
) RETURNS TABLE (ord int, chat_id bigint, pts bigint, mv bigint)
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    PERFORM 1
    FROM (SELECT DISTINCT t.org_id, t.chat_id
          FROM unnest(p_org, p_chat) AS t (org_id, chat_id)
          ORDER BY t.org_id, t.chat_id) AS k
    CROSS JOIN LATERAL (
        SELECT c.chat_id FROM chat AS c WHERE c.org_id = k.org_id AND c.chat_id = k.chat_id FOR UPDATE) AS locked;

    RETURN QUERY
    WITH numbered AS MATERIALIZED (
        SELECT e.org_id, e.chat_id, e.kind, e.seq, e.user_id, coalesce(e.state, '') AS state, e.ord, c.last_seq,
               c.pts + row_number() OVER one_by_one AS pts,
               c.member_ver + count(*) FILTER (WHERE e.kind = 'members') OVER one_by_one AS mv
        FROM unnest(p_org, p_chat, p_kind, p_seq, p_user, p_state)
             WITH ORDINALITY AS e (org_id, chat_id, kind, seq, user_id, state, ord)
        JOIN chat AS c ON c.org_id = e.org_id AND c.chat_id = e.chat_id
        WINDOW one_by_one AS (PARTITION BY e.org_id, e.chat_id ORDER BY e.ord)
    ), heads AS MATERIALIZED (
        SELECT n.org_id, n.chat_id, max(n.pts) AS pts, max(n.mv) AS mv,
               coalesce(min(n.seq) FILTER (WHERE n.kind = 'message'), max(n.last_seq) + 1) AS from_seq
        FROM numbered AS n GROUP BY n.org_id, n.chat_id
    ), events AS (
        INSERT INTO chat_event (org_id, chat_id, pts, kind, seq, user_id, state, mv, at)
        SELECT n.org_id, n.chat_id, n.pts, n.kind, n.seq, n.user_id, n.state, n.mv, clock_timestamp()
        FROM numbered AS n
    ), touched AS (
        UPDATE message AS m SET pts = t.pts
        FROM (SELECT n.org_id, n.chat_id, n.seq, max(n.pts) AS pts
              FROM numbered AS n WHERE n.seq IS NOT NULL GROUP BY n.org_id, n.chat_id, n.seq) AS t
        WHERE m.org_id = t.org_id AND m.chat_id = t.chat_id AND m.seq = t.seq
    ), moved AS (
        UPDATE chat AS c SET pts = h.pts, member_ver = h.mv
        FROM heads AS h WHERE c.org_id = h.org_id AND c.chat_id = h.chat_id
    ), followups AS (
        INSERT INTO chat_followup AS u (org_id, chat_id, pts, from_seq, at)
        SELECT h.org_id, h.chat_id, h.pts, h.from_seq, clock_timestamp() FROM heads AS h
        ON CONFLICT (org_id, chat_id) DO UPDATE SET pts = excluded.pts
    )
    SELECT n.ord::int, n.chat_id, n.pts, n.mv FROM numbered AS n ORDER BY n.ord;
END
$$;
