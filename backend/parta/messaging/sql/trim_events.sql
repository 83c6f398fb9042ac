-- Forget old steps: those past `p_days` days, and all but the newest `p_keep` of a stream. The floor remembers.
--
-- A client below the floor gets a `reset`. Called by the worker's follower, a few hundred streams at a time, until
-- nothing is left to forget. Of one stream at most 500 steps go at a time: posts wait for this function.
-- Out: how many steps were forgotten.
-- Lock order: chats by (org_id, chat_id), then user_state by user_id; each that is busy is left for the next time.
CREATE OR REPLACE FUNCTION trim_events(p_keep bigint, p_days int, p_streams int) RETURNS bigint
LANGUAGE plpgsql VOLATILE
SET search_path = public, pg_temp
AS $$
DECLARE
    v_chats bigint;
    v_people bigint;
BEGIN
    WITH due AS MATERIALIZED (
        SELECT c.org_id, c.chat_id,
               least(c.pts_floor + 500,
                     greatest(c.pts - p_keep,
                              coalesce((SELECT e.pts FROM chat_event AS e
                                        WHERE e.org_id = c.org_id AND e.chat_id = c.chat_id
                                          AND e.at < now() - make_interval(days => p_days)
                                        ORDER BY e.pts DESC LIMIT 1), 0))) AS floor
        FROM chat AS c
        WHERE c.pts_floor < c.pts - p_keep
           OR EXISTS (SELECT 1 FROM chat_event AS e
                      WHERE e.org_id = c.org_id AND e.chat_id = c.chat_id AND e.pts = c.pts_floor + 1
                        AND e.at < now() - make_interval(days => p_days))
        ORDER BY c.org_id, c.chat_id
        LIMIT p_streams
        FOR UPDATE OF c SKIP LOCKED
    ), raised AS (
        UPDATE chat AS c SET pts_floor = d.floor
        FROM due AS d WHERE c.org_id = d.org_id AND c.chat_id = d.chat_id AND d.floor > c.pts_floor
    ), gone AS (
        DELETE FROM chat_event AS e USING due AS d
        WHERE e.org_id = d.org_id AND e.chat_id = d.chat_id AND e.pts <= d.floor
        RETURNING 1
    )
    SELECT count(*) INTO v_chats FROM gone;

    WITH due AS MATERIALIZED (
        SELECT s.user_id,
               least(s.upts_floor + 500,
                     greatest(s.upts - p_keep,
                              coalesce((SELECT e.upts FROM user_event AS e
                                        WHERE e.user_id = s.user_id AND e.at < now() - make_interval(days => p_days)
                                        ORDER BY e.upts DESC LIMIT 1), 0))) AS floor
        FROM user_state AS s
        WHERE s.upts_floor < s.upts - p_keep
           OR EXISTS (SELECT 1 FROM user_event AS e
                      WHERE e.user_id = s.user_id AND e.upts = s.upts_floor + 1
                        AND e.at < now() - make_interval(days => p_days))
        ORDER BY s.user_id
        LIMIT p_streams
        FOR UPDATE OF s SKIP LOCKED
    ), raised AS (
        UPDATE user_state AS s SET upts_floor = d.floor
        FROM due AS d WHERE s.user_id = d.user_id AND d.floor > s.upts_floor
    ), gone AS (
        DELETE FROM user_event AS e USING due AS d WHERE e.user_id = d.user_id AND e.upts <= d.floor
        RETURNING 1
    )
    SELECT count(*) INTO v_people FROM gone;
    RETURN v_chats + v_people;
END
$$;
