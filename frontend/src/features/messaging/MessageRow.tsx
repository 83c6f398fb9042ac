import { t } from '@lingui/core/macro';
import { type KeyboardEvent, type PointerEvent, useCallback, useEffect, useRef, useState } from 'react';
import { paths } from '@/lib/paths';
import type { Chat } from '@/lib/stream';
import {
  Avatar,
  Icon20CopyOutline,
  Icon20DeleteOutline,
  Icon20LinkCircleOutline,
  Icon20ReplyOutline,
  Icon20ViewOutline,
  Icon20WriteOutline,
  Link,
  Menu,
  type MenuAction,
  Tappable,
  toast,
} from '@/ui';
import type { ChatView } from './data';
import { FormattedText } from './FormattedText';
import { isOnlyEmoji } from './formatting';
import { loadPage } from './history';
import styles from './MessageRow.module.css';
import { presentMoment, stateNow, stream } from './messenger';
import { usePerson } from './people';
import { type Row, type Shown, shownOf } from './rows';
import { serviceInWords } from './service';
import { OnItsWay, Ticks } from './Ticks';
import { clockOf, dayInWords, isChannel, momentInFull, titleOf, whyNotSent } from './words';

export interface MessageActions {
  onReply: ((seq: number) => void) | undefined;
  onEdit: (seq: number) => void;
  onDelete: (message: Shown) => void;
  onReaders: (seq: number) => void;
  onJump: (seq: number) => void;
}

type Props = MessageActions & { row: Row; chat: Chat; card: ChatView; shining: boolean; last: boolean };

const LONG_PRESS_MS = 450;
const SWIPE_PX = 56;
/** Names of readers are told in chats up to this size. */
const NAMED_READERS = 50;

export function MessageRow({ row, chat, card, shining, last, ...actions }: Props) {
  const { message } = row;
  return (
    <div className={last ? `${styles.row} ${styles.last}` : styles.row} data-seq={message.seq || undefined}>
      {row.startsDay && (
        <div className={styles.divider}>
          <span className={styles.pill}>{dayInWords(message.ts, presentMoment())}</span>
        </div>
      )}
      {row.startsUnread && <div className={styles.unread}>{t({ id: 'messaging.unreadLine', message: 'Непрочитанные сообщения' })}</div>}
      {message.kind === 'service' || message.deleted ? (
        <Notice shining={shining}>{message.deleted ? deletedInWords() : serviceInWords(message.service)}</Notice>
      ) : (
        <Message row={row} chat={chat} card={card} shining={shining} {...actions} />
      )}
    </div>
  );
}

/** What the installation says, and the place of a message that is gone: its author is not told any more. */
function Notice({ shining, children }: { shining: boolean; children: string }) {
  return (
    <div className={styles.divider}>
      <span className={shining ? `${styles.service} ${styles.shining}` : styles.service} data-message tabIndex={-1}>
        {children}
      </span>
    </div>
  );
}

function deletedInWords(): string {
  return t({ id: 'messaging.deleted', message: 'Сообщение удалено' });
}

function Message({ row, chat, card, shining, ...actions }: Omit<Props, 'last'>) {
  const { message, startsGroup, endsGroup } = row;
  const [menuAt, setMenuAt] = useState<{ x: number; y: number }>();
  const closeMenu = useCallback(() => setMenuAt(undefined), []);
  const { swiped, ...touch } = useTouch({
    onLongPress: setMenuAt,
    onSwipe: message.seq > 0 && actions.onReply ? () => actions.onReply?.(message.seq) : undefined,
  });
  const withAuthors = card.kind !== 'direct' && !message.mine && !isChannel(card);
  const failed = message.pending?.progress.step === 'failed';
  const menu = menuAt ? actionsOn(message, card, actions) : [];

  function onKeyDown(event: KeyboardEvent<HTMLElement>) {
    if (event.target !== event.currentTarget) return;
    if (event.key !== 'Enter' && event.key !== 'ContextMenu' && !(event.key === 'F10' && event.shiftKey)) return;
    event.preventDefault();
    const { left, bottom } = event.currentTarget.getBoundingClientRect();
    setMenuAt({ x: left + 16, y: Math.min(bottom, window.innerHeight / 2) });
  }

  const place = [styles.line, message.mine && styles.mine, startsGroup && styles.starts].filter(Boolean).join(' ');
  const bubble = [styles.bubble, message.mine && styles.bubbleMine, endsGroup && styles.tail, shining && styles.shining];
  return (
    <div className={place}>
      {withAuthors && <span className={styles.face}>{endsGroup && <Face chat={card.id} user={message.sender} />}</span>}
      <article
        className={bubble.filter(Boolean).join(' ')}
        data-message
        tabIndex={-1}
        aria-label={ariaOf(message, card)}
        style={swiped ? { transform: `translateX(${-swiped}px)` } : undefined}
        onKeyDown={onKeyDown}
        onContextMenu={(event) => {
          if (window.getSelection()?.toString() && event.target instanceof Node && window.getSelection()?.containsNode(event.target, true))
            return;
          event.preventDefault();
          setMenuAt({ x: event.clientX, y: event.clientY });
        }}
        onDoubleClick={() => message.seq > 0 && !window.getSelection()?.toString() && actions.onReply?.(message.seq)}
        {...touch}
      >
        {startsGroup && withAuthors && <Author chat={card.id} user={message.sender} />}
        {message.asOrg && startsGroup && <span className={styles.author}>{titleOf(card)}</span>}
        {message.replyTo > 0 && <Quote chat={chat} card={card} seq={message.replyTo} onJump={actions.onJump} />}
        <span className={isOnlyEmoji(message.body) ? `${styles.text} ${styles.large}` : styles.text}>
          <FormattedText body={message.body} entities={message.entities} />
        </span>
        <span className={styles.meta}>
          {message.edited && <span>{t({ id: 'messaging.edited', message: 'изменено' })}</span>}
          <time dateTime={new Date(message.ts).toISOString()} title={momentInFull(message.ts)}>
            {clockOf(message.ts)}
          </time>
          {message.pending ? <OnItsWay failed={failed} /> : message.mine && <Ticks read={chat.othersRead >= message.seq} />}
        </span>
      </article>
      {message.pending?.progress.step === 'failed' && <NotSent cid={message.pending.cid} code={message.pending.progress.code} />}
      {menuAt && menu.length > 0 && (
        <Menu label={t({ id: 'messaging.actions', message: 'Действия с сообщением' })} at={menuAt} actions={menu} onClose={closeMenu} />
      )}
    </div>
  );
}

function actionsOn(message: Shown, card: ChatView, { onReply, onEdit, onDelete, onReaders }: MessageActions): MenuAction[] {
  const there = message.seq > 0;
  const own = message.mine || (message.asOrg && card.may.post_as_org);
  const named = card.member_count <= NAMED_READERS && !isChannel(card);
  const actions: (MenuAction | false)[] = [
    there &&
      onReply !== undefined && {
        label: t({ id: 'messaging.reply', message: 'Ответить' }),
        icon: Icon20ReplyOutline,
        run: () => onReply(message.seq),
      },
    there &&
      own &&
      card.may.write && {
        label: t({ id: 'messaging.edit', message: 'Изменить' }),
        icon: Icon20WriteOutline,
        run: () => onEdit(message.seq),
      },
    {
      label: t({ id: 'messaging.copy', message: 'Копировать текст' }),
      icon: Icon20CopyOutline,
      run: () => void copy(message.body),
    },
    message.seq > 0 && {
      label: t({ id: 'messaging.copyLink', message: 'Копировать ссылку' }),
      icon: Icon20LinkCircleOutline,
      run: () => void copy(location.origin + paths.message(card.id, message.seq)),
    },
    there &&
      (own || named) && {
        label: t({ id: 'messaging.whoRead', message: 'Кто прочитал' }),
        icon: Icon20ViewOutline,
        run: () => onReaders(message.seq),
      },
    there &&
      (own || card.may.moderate) && {
        label: t({ id: 'messaging.delete', message: 'Удалить' }),
        icon: Icon20DeleteOutline,
        destructive: true,
        run: () => onDelete(message),
      },
  ];
  return actions.filter((action) => action !== false);
}

async function copy(text: string) {
  try {
    await navigator.clipboard.writeText(text);
    toast(t({ id: 'messaging.copied', message: 'Скопировано' }));
  } catch {
    // Over plain http the browser has no clipboard: select and copy the old way.
    const field = document.createElement('textarea');
    field.value = text;
    document.body.append(field);
    field.select();
    document.execCommand('copy');
    field.remove();
    toast(t({ id: 'messaging.copied', message: 'Скопировано' }));
  }
}

function NotSent({ cid, code }: { cid: string; code: string }) {
  return (
    <div className={styles.notSent} role="alert">
      <span>{whyNotSent(code)}</span>
      <Link onClick={() => stream().dispatch({ type: 'postAgain', cid })}>{t({ id: 'messaging.again', message: 'Повторить' })}</Link>
      <Link onClick={() => stream().dispatch({ type: 'discard', cid })}>{t({ id: 'messaging.discard', message: 'Удалить' })}</Link>
    </div>
  );
}

function Author({ chat, user }: { chat: number; user: number }) {
  return <span className={styles.author}>{usePerson(chat, user)?.name ?? '\u00a0'}</span>;
}

function Face({ chat, user }: { chat: number; user: number }) {
  const person = usePerson(chat, user);
  return <Avatar id={user} letters={person?.initials ?? ''} size={32} />;
}

function Quote({ chat, card, seq, onJump }: { chat: Chat; card: ChatView; seq: number; onJump: (seq: number) => void }) {
  const view = chat.messages.get(seq);
  const quoted = view && shownOf(view, stateNow().me);
  const author = usePerson(card.id, quoted?.sender ?? 0);
  const missing = view === undefined;
  useEffect(() => {
    if (missing) loadPage(chat.id, { around: seq }, 1).catch(() => undefined);
  }, [missing, chat.id, seq]);
  const name = quoted?.asOrg ? titleOf(card) : author?.name;
  return (
    <Tappable className={styles.quote} onClick={() => onJump(seq)}>
      {name && <span className={styles.quoteAuthor}>{name}</span>}
      <span className={styles.quoteText}>
        {quoted?.deleted
          ? t({ id: 'messaging.deleted', message: 'Сообщение удалено' })
          : (quoted?.body ?? t({ id: 'messaging.quote', message: 'Сообщение' }))}
      </span>
    </Tappable>
  );
}

function ariaOf(message: Shown, card: ChatView): string {
  const words = message.body;
  const time = clockOf(message.ts);
  if (message.mine) return t({ id: 'messaging.aria.mine', message: `Вы, ${time}: ${words}` });
  const name = message.asOrg ? titleOf(card) : '';
  return name ? t({ id: 'messaging.aria.theirs', message: `${name}, ${time}: ${words}` }) : `${time}: ${words}`;
}

/** A finger that stays opens the menu, one that pulls to the left answers. */
function useTouch({ onLongPress, onSwipe }: { onLongPress: (at: { x: number; y: number }) => void; onSwipe: (() => void) | undefined }) {
  const start = useRef<{ x: number; y: number }>(undefined);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const [swiped, setSwiped] = useState(0);
  useEffect(() => () => clearTimeout(timer.current), []);

  function stop() {
    clearTimeout(timer.current);
    start.current = undefined;
    setSwiped(0);
  }
  return {
    swiped,
    onPointerDown(event: PointerEvent) {
      if (event.pointerType !== 'touch') return;
      const at = { x: event.clientX, y: event.clientY };
      start.current = at;
      timer.current = setTimeout(() => {
        stop();
        onLongPress(at);
      }, LONG_PRESS_MS);
    },
    onPointerMove(event: PointerEvent) {
      if (!start.current) return;
      const left = start.current.x - event.clientX;
      const down = Math.abs(event.clientY - start.current.y);
      if (Math.abs(left) > 8 || down > 8) clearTimeout(timer.current);
      if (onSwipe && left > 12 && down < left) setSwiped(Math.min(left, SWIPE_PX + 12));
    },
    onPointerUp() {
      if (swiped >= SWIPE_PX) onSwipe?.();
      stop();
    },
    onPointerCancel: stop,
  };
}
