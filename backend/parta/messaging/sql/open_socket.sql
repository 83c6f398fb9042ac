-- The person's half of a `hello`: is the session alive, is the ticket new, which chats are his.
--
-- In: person and session of the ticket or resume token; nonce and expiry of a ticket, NULL for a resume token.
-- Out: one row.
--   status   ok | session_ended | ticket_used (only `ok` fills the rest)
--   epoch    of the installation: another one means that data came back from a backup
--   upts     head of the person's stream
--   orgs, chats, reads, cleared   arrays of equal length: the person's chats, his read cursors, what he cleared
-- Uses the nonce up, hence not STABLE: the half that must be one snapshot is connect_digest.
CREATE OR REPLACE FUNCTION open_socket(p_user bigint, p_session bigint, p_nonce text, p_expires timestamptz)
RETURNS TABLE (
    status text, epoch uuid, upts bigint, orgs bigint[], chats bigint[], reads bigint[], cleared bigint[]
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
#variable_conflict use_column
BEGIN
    IF NOT EXISTS (SELECT 1 FROM live_sessions(ARRAY[p_session]) AS s WHERE s.user_id = p_user) THEN
        RETURN QUERY SELECT 'session_ended', NULL::uuid, NULL::bigint,
                            NULL::bigint[], NULL::bigint[], NULL::bigint[], NULL::bigint[];
        RETURN;
    END IF;

    IF p_nonce IS NOT NULL THEN
        INSERT INTO used_ticket (nonce, expires_at) VALUES (p_nonce, p_expires) ON CONFLICT DO NOTHING;
        IF NOT FOUND THEN
            RETURN QUERY SELECT 'ticket_used', NULL::uuid, NULL::bigint,
                                NULL::bigint[], NULL::bigint[], NULL::bigint[], NULL::bigint[];
            RETURN;
        END IF;
    END IF;

    RETURN QUERY
    SELECT 'ok', (SELECT i.epoch FROM installation AS i),
           coalesce((SELECT s.upts FROM user_state AS s WHERE s.user_id = p_user), 0),
           coalesce(array_agg(u.org_id), '{}'), coalesce(array_agg(u.chat_id), '{}'),
           coalesce(array_agg(u.read_seq), '{}'), coalesce(array_agg(u.cleared_upto_seq), '{}')
    FROM user_chat AS u WHERE u.user_id = p_user;
END
$$;
