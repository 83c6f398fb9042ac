-- Which of these sessions are alive: known to accounts, not past their end, of a person who may sign in.
--
-- In: ids of allauth's user sessions. Out: (session_id, user_id) of the living.
CREATE OR REPLACE FUNCTION live_sessions(p_session bigint[])
RETURNS TABLE (session_id bigint, user_id bigint)
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
    SELECT s.id::bigint, s.user_id
    FROM usersessions_usersession AS s
    JOIN django_session AS d ON d.session_key = s.session_key
    JOIN account AS a ON a.id = s.user_id
    WHERE s.id = ANY (p_session) AND d.expire_date > now() AND a.is_active;
END
$$;
