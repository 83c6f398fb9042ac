-- A message as every member of its chat sees it: the JSON of protocol.views.MessageView.
--
-- Nothing personal and no author behind `as_org`; of a deleted message only the tombstone. Times are UTC with
-- microseconds, written as msgspec writes them, so that a message looks the same live, in a difference and on a page.
CREATE OR REPLACE FUNCTION message_view(m message) RETURNS jsonb
LANGUAGE sql STABLE
AS $$
    SELECT CASE
        WHEN m.deleted_at IS NOT NULL THEN jsonb_build_object(
            'seq', m.seq, 'pts', m.pts, 'ts', wire_time(m.at), 'kind', m.kind, 'deleted', true)
        ELSE jsonb_strip_nulls(jsonb_build_object(
            'seq', m.seq,
            'pts', m.pts,
            'ts', wire_time(m.at),
            'kind', m.kind,
            'sender', CASE WHEN NOT m.as_org THEN nullif(m.sender_id, 0) END,
            'cid', CASE WHEN m.kind = 'text' THEN m.cid END,
            'body', nullif(m.body, ''),
            'entities', CASE WHEN jsonb_array_length(m.entities) > 0 THEN m.entities END,
            'reply_to', m.reply_to,
            'rev', nullif(m.rev, 0),
            'edited_at', wire_time(m.edited_at),
            'silent', nullif(m.silent, false),
            'as_org', nullif(m.as_org, false),
            'service', m.service))
    END
$$;
