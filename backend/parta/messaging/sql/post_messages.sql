-- Post a batch of messages, each exactly once per (chat, sender, cid). Called by the gateway alone.
--
-- In: arrays of equal length, one element a post. `p_reply` NULL: answers nothing. `p_entities` NULL: none.
-- Out: one row a post, in the order of the arrays.
--   status    ok                      committed: seq, pts, at, mv, as_org are the message's
--             dup                     the same cid was posted before (or earlier in this batch): seq, pts, at of the
--                                     first, whatever was in it
--             chat.not_found          no such chat for this person: not in it, or the gate is ended or suspended
--             rights.recompiling      the rights were compiled for another state of the world: try again soon
--             rights.denied           may not write here
--             rights.muted            a sanction, until `until`
--             chat.read_only          nobody writes here now
--             message.reply_not_found `p_reply` is no message that the sender can see
-- Never raises for content: what PostgreSQL cannot hold (NUL, lone surrogates, ids out of range) is refused by the
-- gateway before it gets here.
--
-- Lock order: chats by (org_id, chat_id). Gate rows are read, not locked: what narrows a right changes a version there,
-- and a post is either before that commit or judged after it.
CREATE OR REPLACE FUNCTION post_messages(
    p_org bigint[], p_chat bigint[], p_sender bigint[], p_cid uuid[],
    p_body text[], p_entities jsonb[], p_reply bigint[], p_silent boolean[]
) RETURNS TABLE (
    status text, seq bigint, pts bigint, at timestamptz, mv bigint, as_org boolean, until timestamptz
)
LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = public, pg_temp
-- The plan is made once per connection, perhaps while the tables are empty; it must still be right at ten million rows.
SET enable_seqscan = off
SET enable_hashjoin = off
SET enable_mergejoin = off
AS $$
#variable_conflict use_column
DECLARE
    v_now timestamptz;
BEGIN
    -- 1. The row lock of a chat is its order. A lateral join, so that the locks are taken in the order of `k`.
    PERFORM 1
    FROM (SELECT DISTINCT t.org_id, t.chat_id
          FROM unnest(p_org, p_chat) AS t (org_id, chat_id)
          ORDER BY t.org_id, t.chat_id) AS k
    CROSS JOIN LATERAL (
        SELECT c.chat_id FROM chat AS c WHERE c.org_id = k.org_id AND c.chat_id = k.chat_id FOR UPDATE) AS locked;

    -- After the locks, so that time runs in the order of the chat.
    v_now := clock_timestamp();

    -- 2. Only a new statement has a snapshot that shows what the transactions did that we waited for.
    RETURN QUERY
    WITH judged AS (
        SELECT p.*, c.last_seq, c.pts, c.member_ver, c.posts_as_org, m.muted_until,
               d.seq AS dup_seq, d.pts AS dup_pts, d.at AS dup_at,
               CASE
                   -- Before rights: whoever lost them meanwhile still learns that his message was posted.
                   WHEN d.seq IS NOT NULL THEN 'dup'
                   WHEN c.state IS NULL OR m.rights IS NULL OR m.left_seq IS NOT NULL
                        OR g.state IS NULL OR g.state NOT IN ('active', 'guest') THEN 'chat.not_found'
                   WHEN m.compiled_ver <> g.access_ver
                        OR m.compiled_policy_ver <> o.policy_ver
                        OR m.rights_until <= v_now
                        OR m.compiled_peer_ver <> peer.access_ver THEN 'rights.recompiling'
                   WHEN c.state <> 'open' THEN 'chat.read_only'
                   WHEN m.rights & c.role_masks[m.role] & needed.mask <> needed.mask THEN 'rights.denied'
                   WHEN c.kind = 'direct' AND peer.state IS DISTINCT FROM 'active' THEN 'rights.denied'
                   WHEN m.muted_until > v_now THEN 'rights.muted'
                   WHEN p.reply NOT BETWEEN greatest(m.visible_from_seq, 1) AND c.last_seq
                        THEN 'message.reply_not_found'
                   ELSE 'ok'
               END AS status
        FROM (SELECT t.*,
                     -- Of the same cid twice in a batch the first is posted.
                     row_number() OVER (PARTITION BY t.org_id, t.chat_id, t.sender, t.cid ORDER BY t.ord) AS nth
              FROM unnest(p_org, p_chat, p_sender, p_cid, p_body, p_entities, p_reply, p_silent)
                   WITH ORDINALITY AS t (org_id, chat_id, sender, cid, body, entities, reply, silent, ord)) AS p
        -- Each looked up by its key, whatever the planner thinks: LIMIT 1 leaves it no other way. A plan that was made
        -- while the tables were empty would else read all of a table for every batch, for as long as the line lives.
        -- Only the columns that are judged: what a plan must set up counts, too, where most batches are of one row.
        LEFT JOIN LATERAL (
            SELECT c.kind, c.state, c.last_seq, c.pts, c.member_ver, c.posts_as_org, c.role_masks,
                   c.user_low, c.user_high
            FROM chat AS c WHERE c.org_id = p.org_id AND c.chat_id = p.chat_id LIMIT 1) AS c ON true
        LEFT JOIN LATERAL (
            SELECT m.role, m.rights, m.compiled_ver, m.compiled_policy_ver, m.compiled_peer_ver, m.rights_until,
                   m.muted_until, m.left_seq, m.visible_from_seq
            FROM chat_member AS m
            WHERE m.org_id = p.org_id AND m.chat_id = p.chat_id AND m.user_id = p.sender LIMIT 1) AS m ON true
        LEFT JOIN LATERAL (
            SELECT g.state, g.access_ver FROM membership AS g
            WHERE g.org_id = p.org_id AND g.user_id = p.sender LIMIT 1) AS g ON true
        LEFT JOIN LATERAL (
            SELECT o.policy_ver FROM organization AS o WHERE o.id = p.org_id LIMIT 1) AS o ON true
        -- The right to write to somebody depends on him, too.
        LEFT JOIN LATERAL (
            SELECT peer.state, peer.access_ver FROM membership AS peer
            WHERE c.kind = 'direct' AND peer.org_id = p.org_id AND peer.user_id = c.user_low + c.user_high - p.sender
            LIMIT 1) AS peer ON true
        -- `+ 0` hides the primary key: while nothing is known about the table it looks as good as the index that leads
        -- with the cid, and by it every post would read all that was ever said in its chat.
        LEFT JOIN LATERAL (
            SELECT d.seq, d.pts, d.at FROM message AS d
            WHERE d.cid = p.cid AND d.sender_id = p.sender AND d.chat_id = p.chat_id AND d.org_id + 0 = p.org_id
            LIMIT 1) AS d ON true
        -- protocol.rights: WRITE is 2; where every post is in the name of the organisation, AS_ORG (256), too.
        CROSS JOIN LATERAL (SELECT CASE WHEN c.posts_as_org THEN 258 ELSE 2 END AS mask) AS needed
    ), numbered AS MATERIALIZED (
        SELECT j.*, j.status = 'ok' AND j.nth = 1 AS is_fresh,
               count(*) FILTER (WHERE j.status = 'ok' AND j.nth = 1)
                   OVER (PARTITION BY j.org_id, j.chat_id ORDER BY j.ord) AS step
        FROM judged AS j
    ), heads AS MATERIALIZED (
        SELECT f.org_id, f.chat_id, count(*) AS n, min(f.last_seq) + 1 AS from_seq, min(f.pts) + count(*) AS pts
        FROM numbered AS f WHERE f.is_fresh GROUP BY f.org_id, f.chat_id
    ), messages AS (
        INSERT INTO message (org_id, chat_id, seq, pts, sender_id, as_org, cid, kind, body, entities, reply_to, silent, rev, at)
        SELECT f.org_id, f.chat_id, f.last_seq + f.step, f.pts + f.step, f.sender, f.posts_as_org, f.cid, 'text',
               f.body, f.entities, f.reply, f.silent, 0, v_now
        FROM numbered AS f WHERE f.is_fresh
    ), events AS (
        INSERT INTO chat_event (org_id, chat_id, pts, kind, seq, mv, at)
        SELECT f.org_id, f.chat_id, f.pts + f.step, 'message', f.last_seq + f.step, f.member_ver, v_now
        FROM numbered AS f WHERE f.is_fresh
    ), moved AS (
        UPDATE chat AS c SET last_seq = c.last_seq + h.n, pts = h.pts
        FROM heads AS h WHERE c.org_id = h.org_id AND c.chat_id = h.chat_id
    ), followups AS (
        INSERT INTO chat_followup AS u (org_id, chat_id, pts, from_seq, at)
        SELECT h.org_id, h.chat_id, h.pts, h.from_seq, v_now FROM heads AS h
        ON CONFLICT (org_id, chat_id) DO UPDATE SET pts = excluded.pts
    )
    SELECT CASE WHEN n.status = 'ok' AND n.nth > 1 THEN 'dup' ELSE n.status END,
           coalesce(n.dup_seq, n.last_seq + answered.step),
           coalesce(n.dup_pts, n.pts + answered.step),
           coalesce(n.dup_at, v_now),
           n.member_ver,
           n.posts_as_org,
           n.muted_until
    FROM numbered AS n
    -- The same cid again is answered with the number of the first: rare enough to look for it then.
    CROSS JOIN LATERAL (
        SELECT CASE WHEN n.nth = 1 THEN n.step ELSE (
            SELECT f.step FROM numbered AS f
            WHERE f.nth = 1 AND f.org_id = n.org_id AND f.chat_id = n.chat_id AND f.sender = n.sender AND f.cid = n.cid
        ) END AS step) AS answered
    ORDER BY n.ord;
END
$$;
