-- Where people's own streams stand: what a gateway compares with what it has told.
--
-- In: user ids. Out: (user_id, upts) of those who have a stream.
CREATE OR REPLACE FUNCTION user_heads(p_user bigint[]) RETURNS TABLE (user_id bigint, upts bigint)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT s.user_id, s.upts FROM user_state AS s WHERE s.user_id = ANY (p_user)
$$;
