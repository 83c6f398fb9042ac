-- What a gateway missed of a chat: every event after `p_from`, oldest first, for everybody in it.
--
-- Not compacted and not judged: the gateway withholds what a member may not see. At most `p_limit` rows.
-- Out: pts, mv, kind, seq (0: none) of the event and its ready `ev` frame.
CREATE OR REPLACE FUNCTION live_events(p_org bigint, p_chat bigint, p_from bigint, p_limit int)
RETURNS TABLE (pts bigint, mv bigint, kind text, seq bigint, frame jsonb)
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = public, pg_temp
AS $$
    SELECT e.pts, e.mv, e.kind, coalesce(e.seq, 0), event_view(e, m)
    FROM chat_event AS e
    LEFT JOIN message AS m ON m.org_id = e.org_id AND m.chat_id = e.chat_id AND m.seq = e.seq
    WHERE e.org_id = p_org AND e.chat_id = p_chat AND e.pts > p_from
    ORDER BY e.pts
    LIMIT p_limit
$$;
