-- Append steps to the streams of people. The last statement of its transaction; called by messaging/actions.py and by
-- the relay. Not for the gateway.
--
-- In: arrays of equal length, one element an event: kind read | chat | event; `p_chat` of the first two, else NULL;
-- `p_event` the domain event of the third, else NULL.
-- Out: (ord, user_id, upts) in the order of the arrays; ord counts from 1.
--
-- Lock order: user_state by user_id.
CREATE OR REPLACE FUNCTION append_user_events(p_user bigint[], p_kind text[], p_chat bigint[], p_event jsonb[])
RETURNS TABLE (ord int, user_id bigint, upts bigint)
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    -- Makes the missing rows; the conflict of an existing one locks nothing here.
    INSERT INTO user_state (user_id, upts, upts_floor)
    SELECT DISTINCT t.user_id, 0, 0 FROM unnest(p_user) AS t (user_id) ORDER BY 1
    ON CONFLICT DO NOTHING;

    PERFORM 1
    FROM (SELECT DISTINCT t.user_id FROM unnest(p_user) AS t (user_id) ORDER BY 1) AS k
    CROSS JOIN LATERAL (SELECT s.user_id FROM user_state AS s WHERE s.user_id = k.user_id FOR UPDATE) AS locked;

    RETURN QUERY
    WITH numbered AS MATERIALIZED (
        SELECT e.user_id, e.kind, e.chat_id, e.event, e.ord,
               s.upts + row_number() OVER (PARTITION BY e.user_id ORDER BY e.ord) AS upts
        FROM unnest(p_user, p_kind, p_chat, p_event) WITH ORDINALITY AS e (user_id, kind, chat_id, event, ord)
        JOIN user_state AS s ON s.user_id = e.user_id
    ), events AS (
        INSERT INTO user_event (user_id, upts, kind, chat_id, event, at)
        SELECT n.user_id, n.upts, n.kind, n.chat_id, n.event, clock_timestamp() FROM numbered AS n
    ), moved AS (
        UPDATE user_state AS s SET upts = h.upts
        FROM (SELECT n.user_id, max(n.upts) AS upts FROM numbered AS n GROUP BY n.user_id) AS h
        WHERE s.user_id = h.user_id
    )
    SELECT n.ord::int, n.user_id, n.upts FROM numbered AS n ORDER BY n.ord;
END
$$;
