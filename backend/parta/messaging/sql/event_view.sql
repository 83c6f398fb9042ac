-- One step of a chat's stream as a ready frame: the JSON of protocol.frames.ChatEvent.
--
-- `m` is the message that the event is about, as it is now, or NULL. A message that is gone altogether leaves a `skip`.
CREATE OR REPLACE FUNCTION event_view(e chat_event, m message) RETURNS jsonb
LANGUAGE sql STABLE
AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'type', 'ev',
        'chat', e.chat_id,
        'pts', e.pts,
        'mv', e.mv,
        'kind', CASE WHEN e.kind IN ('message', 'edit', 'delete') AND m.seq IS NULL THEN 'skip' ELSE e.kind END,
        'seq', e.seq,
        'user', e.user_id,
        'state', nullif(e.state, ''))
        || CASE WHEN m.seq IS NULL THEN '{}' ELSE jsonb_build_object('message', message_view(m)) END)
$$;
