-- The people's half of their `hello`: is the session alive, is the ticket new, which chats are his. For as many at once
-- as wait.
--
-- In: arrays of equal length, one element a socket: person and session of the ticket or resume token; nonce and expiry
-- of a ticket, NULL for a resume token.
-- Out: one row a socket, `ord` its place in the arrays.
--   status   ok | session_ended | ticket_used (only `ok` fills the arrays)
--   epoch    of the installation: another one means that data came back from a backup
--   upts     head of the person's stream
--   orgs, chats, reads, cleared   arrays of equal length: the person's chats, his read cursors, what he cleared
-- Uses nonces up, hence not STABLE: the half that must be one snapshot is connect_digests. Lock order: by nonce.
CREATE OR REPLACE FUNCTION open_sockets(p_user bigint[], p_session bigint[], p_nonce text[], p_expires timestamptz[])
RETURNS TABLE (
    ord int, status text, epoch uuid, upts bigint, orgs bigint[], chats bigint[], reads bigint[], cleared bigint[]
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp
-- One plan per connection, made perhaps while the tables are empty, for one socket or for a storm of them: planning
-- anew each time costs four times what the call does.
SET plan_cache_mode = force_generic_plan
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
BEGIN
    RETURN QUERY
    WITH asked AS MATERIALIZED (
        SELECT t.ord, t.user_id, t.nonce, t.expires_at, s.session_id IS NOT NULL AS is_alive,
               row_number() OVER (PARTITION BY t.nonce ORDER BY t.ord) AS nth
        FROM unnest(p_user, p_session, p_nonce, p_expires)
             WITH ORDINALITY AS t (user_id, session_id, nonce, expires_at, ord)
        LEFT JOIN live_sessions(p_session) AS s ON s.session_id = t.session_id AND s.user_id = t.user_id
    ), used AS (
        INSERT INTO used_ticket (nonce, expires_at)
        SELECT a.nonce, a.expires_at FROM asked AS a
        WHERE a.is_alive AND a.nonce IS NOT NULL AND a.nth = 1
        ORDER BY a.nonce
        ON CONFLICT DO NOTHING
        RETURNING nonce
    ), judged AS (
        SELECT a.ord, a.user_id,
               CASE WHEN NOT a.is_alive THEN 'session_ended'
                    -- The same ticket twice in one call: the first has it.
                    WHEN a.nonce IS NULL OR (a.nth = 1 AND u.nonce IS NOT NULL) THEN 'ok'
                    ELSE 'ticket_used' END AS status
        FROM asked AS a
        LEFT JOIN used AS u ON u.nonce = a.nonce
    )
    SELECT j.ord::int, j.status, (SELECT i.epoch FROM installation AS i), coalesce(state.upts, 0),
           coalesce(mine.orgs, '{}'), coalesce(mine.chats, '{}'),
           coalesce(mine.reads, '{}'), coalesce(mine.cleared, '{}')
    FROM judged AS j
    LEFT JOIN user_state AS state ON state.user_id = j.user_id
    LEFT JOIN LATERAL (
        SELECT array_agg(u.org_id) AS orgs, array_agg(u.chat_id) AS chats,
               array_agg(u.read_seq) AS reads, array_agg(u.cleared_upto_seq) AS cleared
        FROM user_chat AS u WHERE u.user_id = j.user_id AND j.status = 'ok') AS mine ON true;
END
$$;
