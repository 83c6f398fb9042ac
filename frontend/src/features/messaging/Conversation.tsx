import { t } from '@lingui/core/macro';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import { newestRun, runAround, uuid7 } from '@/lib/stream';
import { Button, confirm, Empty, toastFailure, useGo, useWide, VisuallyHidden } from '@/ui';
import { ChatInfo } from './ChatInfo';
import { Composer, type Target } from './Composer';
import styles from './Conversation.module.css';
import { type ChatView, deleteMessage, editMessage } from './data';
import { draftOf, keepDraft } from './drafts';
import type { Formatted } from './formatting';
import { Header } from './Header';
import { useHistory } from './history';
import { MessageList, type MessageListHandle } from './MessageList';
import { cardOf, stateNow, stream, useChatState, useMessenger } from './messenger';
import { useLooking } from './presence';
import { Readers } from './Readers';
import { rowsOf, type Shown } from './rows';
import { isChannel, whyReadOnly } from './words';

/** One chat: heading, messages, composer. Made anew for each chat (`key`). */
export function Conversation({ id, seq }: { id: number; seq: number | undefined }) {
  const chat = useChatState(id);
  const card = cardOf(chat);
  const loaded = useMessenger((state) => state.cards);
  useLooking(id, card);
  if (chat && card) return <There id={id} seq={seq} card={card} />;
  return <div className={styles.conversation}>{loaded === 'there' ? <Gone /> : <div className={styles.messages} aria-busy="true" />}</div>;
}

function Gone() {
  const go = useGo();
  const wide = useWide();
  return (
    <div className={styles.gone}>
      {!wide && <VisuallyHidden Component="h1">{t({ id: 'messaging.page', message: 'Сообщения' })}</VisuallyHidden>}
      <Empty
        title={t({ id: 'messaging.gone', message: 'Чата здесь нет' })}
        action={
          <Button size="m" mode="secondary" onClick={() => go(paths.messages())}>
            {t({ id: 'messaging.gone.back', message: 'К списку чатов' })}
          </Button>
        }
      >
        {t({ id: 'messaging.gone.hint', message: 'Возможно, вы больше в нём не состоите или его удалили.' })}
      </Empty>
    </div>
  );
}

function There({ id, seq, card }: { id: number; seq: number | undefined; card: ChatView }) {
  const chat = useChatState(id);
  const me = useMessenger((state) => state.me);
  const overlays = useMessenger((state) => state.overlays);
  const outbox = useMessenger((state) => state.outbox);
  const [anchor, setAnchor] = useState<number | undefined>(seq);
  const [target, setTarget] = useState<Target | null>(() => {
    const { replyTo } = draftOf(id);
    return replyTo ? { mode: 'reply', seq: replyTo } : null;
  });
  const [info, setInfo] = useState(false);
  const [readersOf, setReadersOf] = useState<number>();
  const list = useRef<MessageListHandle>(null);

  // Where the unread began when the chat was opened: the line stays there while one reads.
  const [unreadAfter, setUnreadAfter] = useState(() => (chat && chat.head.unread > 0 ? Math.max(chat.head.readSeq, 0.5) : 0));

  const run = useMemo(() => {
    if (!chat) return undefined;
    return (anchor ? runAround(chat.messages, anchor) : undefined) ?? (anchor ? undefined : newestRun(chat));
  }, [chat, anchor]);
  const { failed, load, retry } = useHistory(chat, run, { atNewest: !anchor });

  useEffect(() => {
    if (seq === undefined) return;
    setAnchor(seq);
    list.current?.show(seq);
  }, [seq]);
  useEffect(() => {
    if (anchor && chat?.hydrated && !run) load({ around: anchor });
  }, [anchor, chat?.hydrated, run, load]);

  const pending = useMemo(() => [...outbox.values()].filter((one) => one.chat === id), [outbox, id]);
  const fromStart = !run || run.from <= Math.max(chat?.floor ?? 1, 1);
  const rows = useMemo(
    () => (chat ? rowsOf({ chat, run, state: { me, overlays }, pending, unreadAfter, fromStart }) : []),
    [chat, run, me, overlays, pending, unreadAfter, fromStart],
  );

  const toNewest = useCallback(() => {
    setAnchor(undefined);
    list.current?.toEnd();
  }, []);
  const jumpTo = useCallback(
    (to: number) => {
      if (!stateNow().chats.get(id)?.messages.has(to)) setAnchor(to);
      list.current?.show(to);
    },
    [id],
  );

  if (!chat) return null;

  function post({ body, entities }: Formatted) {
    stream().dispatch({
      type: 'post',
      post: {
        cid: uuid7(),
        chat: id,
        body,
        entities,
        reply: target?.mode === 'reply' ? target.seq : 0,
        silent: false,
        asOrg: card.may.post_as_org,
      },
    });
    keepDraft(id, { text: '', replyTo: 0 });
    setTarget(null);
    setUnreadAfter(0);
    toNewest();
  }

  async function edit(editedSeq: number, change: Formatted) {
    setTarget(null);
    stream().dispatch({ type: 'overlay', chat: id, seq: editedSeq, overlay: { change: 'edit', ...change } });
    try {
      const message = await editMessage(id, editedSeq, change);
      stream().dispatch({ type: 'page', chat: id, generation: stateNow().chats.get(id)?.generation ?? 0, messages: [message], floor: 0 });
    } catch (error) {
      toastFailure(wordsFor(error));
      setTarget({ mode: 'edit', seq: editedSeq, instead: change });
    }
    stream().dispatch({ type: 'overlay', chat: id, seq: editedSeq, overlay: null });
  }

  async function remove(message: Shown) {
    const yes = await confirm({
      title: t({ id: 'messaging.delete.title', message: 'Удалить сообщение?' }),
      text: t({ id: 'messaging.delete.text', message: 'Оно исчезнет у всех участников чата.' }),
      action: t({ id: 'messaging.delete.yes', message: 'Удалить у всех' }),
      destructive: true,
    });
    if (!yes) return;
    stream().dispatch({ type: 'overlay', chat: id, seq: message.seq, overlay: { change: 'delete' } });
    try {
      await deleteMessage(id, message.seq);
    } catch (error) {
      stream().dispatch({ type: 'overlay', chat: id, seq: message.seq, overlay: null });
      toastFailure(wordsFor(error));
    }
  }

  function editLast() {
    const last = rows.findLast(({ message }) => message.mine && message.seq > 0 && !message.deleted && message.kind === 'text');
    if (last) setTarget({ mode: 'edit', seq: last.message.seq });
  }

  return (
    <section className={styles.conversation} aria-label={t({ id: 'messaging.conversation', message: 'Переписка' })}>
      <Header card={card} onInfo={() => setInfo(true)} />
      <MessageList
        ref={list}
        chat={chat}
        card={card}
        rows={rows}
        run={run}
        first={seq}
        failed={failed}
        onLoad={load}
        onRetry={retry}
        onNewest={toNewest}
        onJump={jumpTo}
        onReply={card.may.write ? (to) => setTarget({ mode: 'reply', seq: to }) : undefined}
        onEdit={(to) => setTarget({ mode: 'edit', seq: to })}
        onDelete={(message) => void remove(message)}
        onReaders={setReadersOf}
      />
      {card.may.write ? (
        <Composer
          chat={chat}
          card={card}
          target={target}
          onTarget={setTarget}
          onPost={post}
          onEdit={(to, change) => void edit(to, change)}
          onEditLast={editLast}
        />
      ) : (
        <p className={styles.readOnly}>{whyReadOnly(card)}</p>
      )}
      <ChatInfo card={card} open={info} onClose={() => setInfo(false)} />
      {readersOf !== undefined && <Readers chat={id} seq={readersOf} channel={isChannel(card)} onClose={() => setReadersOf(undefined)} />}
    </section>
  );
}
