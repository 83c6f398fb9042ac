import { t } from '@lingui/core/macro';
import { type KeyboardEvent, type Ref, useCallback, useEffect, useImperativeHandle, useLayoutEffect, useRef, useState } from 'react';
import { Virtualizer, type VirtualizerHandle } from 'virtua';
import type { Chat, Run } from '@/lib/stream';
import { Button, Icon28ChevronDownOutline, Tappable } from '@/ui';
import type { ChatView, Place } from './data';
import styles from './MessageList.module.css';
import { type MessageActions, MessageRow } from './MessageRow';
import { presentMoment, stream, useLine } from './messenger';
import type { Row } from './rows';
import { dayInWords } from './words';

export interface MessageListHandle {
  /** Bring a message into the middle and let it shine for a moment; at once, or as soon as it is there. */
  show(seq: number): void;
  toEnd(): void;
}

type Props = MessageActions & {
  ref: Ref<MessageListHandle>;
  chat: Chat;
  card: ChatView;
  rows: readonly Row[];
  run: Run | undefined;
  /** The message that the address names. */
  first: number | undefined;
  failed: boolean;
  onLoad: (place: Place) => void;
  onRetry: () => void;
  onNewest: () => void;
};

/** Height of what stands above the oldest loaded message; the same whether it loads or has begun. */
const HEAD_HEIGHT = 64;
const NEAR_PX = 900;
const AT_END_PX = 48;
const SHINE_MS = 2_000;
const DAY_SHOWN_MS = 1_200;
const NO_LINE_MS = 3_000;

export function MessageList({ ref, chat, card, rows, run, first, failed, onLoad, onRetry, onNewest, ...actions }: Props) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useRef<VirtualizerHandle>(null);
  const [atEnd, setAtEnd] = useState(true);
  const [shining, setShining] = useState<number>();
  const [day, setDay] = useState<{ ts: number; shown: boolean }>();
  const wanted = useRef<number | undefined>(first);
  const stuck = useRef(first === undefined);
  const placed = useRef(false);
  const shift = useGrewAtStart(rows);
  const complete = !run || run.to >= chat.head.lastSeq;
  const moreBefore = run !== undefined && run.from > Math.max(chat.floor, 1);

  const toEnd = useCallback(() => {
    stuck.current = true;
    if (rowsNow.current.length > 0) virtual.current?.scrollToIndex(rowsNow.current.length - 1, { align: 'end' });
  }, []);
  const rowsNow = useRef(rows);
  rowsNow.current = rows;

  const showWanted = useCallback(() => {
    const seq = wanted.current;
    const index = seq === undefined ? -1 : rowsNow.current.findIndex(({ message }) => message.seq === seq);
    if (seq === undefined || index < 0) return false;
    wanted.current = undefined;
    stuck.current = false;
    virtual.current?.scrollToIndex(index, { align: 'center' });
    setShining(seq);
    return true;
  }, []);

  useImperativeHandle(ref, () => ({
    show(seq) {
      wanted.current = seq;
      showWanted();
    },
    toEnd,
  }));

  useEffect(() => {
    if (shining === undefined) return;
    const timer = setTimeout(() => setShining(undefined), SHINE_MS);
    return () => clearTimeout(timer);
  }, [shining]);

  // The first rows: where the address points, where the unread begin, or at the end.
  const lastKey = rows.at(-1)?.key;
  const lastMine = rows.at(-1)?.message.pending !== null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: placed anew when the rows' ends change, not with every row
  useLayoutEffect(() => {
    if (rows.length === 0) return;
    if (showWanted()) {
      placed.current = true;
      return;
    }
    if (!placed.current && wanted.current === undefined) {
      placed.current = true;
      const unread = rows.findIndex(({ startsUnread }) => startsUnread);
      if (unread > 0) {
        stuck.current = false;
        virtual.current?.scrollToIndex(unread, { align: 'start', offset: -80 });
      } else toEnd();
      return;
    }
    if ((stuck.current || lastMine) && complete) toEnd();
  }, [lastKey, lastMine, rows.length, complete]);

  const look = useCallback(() => {
    const box = scroller.current;
    if (!box) return;
    const fromEnd = box.scrollHeight - box.scrollTop - box.clientHeight;
    if (run && moreBefore && box.scrollTop < NEAR_PX) onLoad({ before: run.from });
    if (run && !complete && fromEnd < NEAR_PX) onLoad({ after: run.to });
    const ended = complete && fromEnd < AT_END_PX;
    setAtEnd(ended);
    markSeen(box, chat);
  }, [run, moreBefore, complete, onLoad, chat]);

  useEffect(() => {
    const later = requestAnimationFrame(look);
    document.addEventListener('visibilitychange', look);
    window.addEventListener('focus', look);
    return () => {
      cancelAnimationFrame(later);
      document.removeEventListener('visibilitychange', look);
      window.removeEventListener('focus', look);
    };
  }, [look]);

  // The composer grows, the keyboard opens: who was at the end stays there.
  useEffect(() => {
    const box = scroller.current;
    if (!box) return;
    const observer = new ResizeObserver(() => stuck.current && toEnd());
    observer.observe(box);
    return () => observer.disconnect();
  }, [toEnd]);

  const hideDay = useRef<ReturnType<typeof setTimeout>>(undefined);
  function onScroll(offset: number) {
    const box = scroller.current;
    if (!box) return;
    stuck.current = box.scrollHeight - offset - box.clientHeight < AT_END_PX;
    const top = rows[virtual.current?.findItemIndex(offset + 12) ?? 0];
    if (top && !stuck.current && offset > HEAD_HEIGHT) {
      setDay({ ts: top.message.ts, shown: true });
      clearTimeout(hideDay.current);
      hideDay.current = setTimeout(() => setDay((last) => last && { ...last, shown: false }), DAY_SHOWN_MS);
    } else setDay((last) => last && { ...last, shown: false });
    look();
  }

  /** Arrow keys walk from message to message. */
  function onKeyDown(event: KeyboardEvent<HTMLDivElement>) {
    if (event.key !== 'ArrowUp' && event.key !== 'ArrowDown') return;
    const messages = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-message]')];
    const here = messages.findIndex((one) => one.contains(document.activeElement));
    const next = here < 0 ? messages.at(-1) : messages[here + (event.key === 'ArrowUp' ? -1 : 1)];
    if (!next) return;
    event.preventDefault();
    next.focus({ preventScroll: true });
    next.scrollIntoView({ block: 'nearest' });
  }

  const waiting = chat.head.unread;
  return (
    <div className={styles.frame}>
      <div className={day?.shown ? `${styles.day} ${styles.dayShown}` : styles.day} aria-hidden>
        {day && <span className={styles.pill}>{dayInWords(day.ts, presentMoment())}</span>}
      </div>
      <div
        ref={scroller}
        className={styles.scroller}
        role="log"
        aria-label={t({ id: 'messaging.log', message: 'Сообщения' })}
        aria-live="off"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keys
        tabIndex={0}
        onKeyDown={onKeyDown}
      >
        <div className={styles.room} />
        <div className={styles.head} style={{ blockSize: HEAD_HEIGHT }}>
          {failed ? (
            <Button size="s" mode="secondary" onClick={onRetry}>
              {t({ id: 'messaging.history.retry', message: 'Не загрузилось. Повторить' })}
            </Button>
          ) : (
            !moreBefore &&
            rows.length > 0 &&
            card.supervised && (
              <span className={styles.notice}>
                {t({ id: 'messaging.supervised', message: 'В чате есть учащиеся. Его читают только участники.' })}
              </span>
            )
          )}
        </div>
        {rows.length === 0 && chat.head.lastSeq === 0 && <Beginning card={card} />}
        {rows.length === 0 && chat.head.lastSeq > 0 && !failed && <Skeletons />}
        <Virtualizer
          ref={virtual}
          scrollRef={scroller}
          shift={shift}
          startMargin={HEAD_HEIGHT}
          bufferSize={600}
          onScroll={onScroll}
          onResize={look}
        >
          {rows.map((row, index) => (
            <MessageRow
              key={row.key}
              row={row}
              chat={chat}
              card={card}
              shining={shining !== undefined && shining === row.message.seq}
              last={index === rows.length - 1}
              {...actions}
            />
          ))}
        </Virtualizer>
      </div>
      <NoLine />
      {(!atEnd || !complete) && rows.length > 0 && (
        <Tappable className={styles.toEnd} onClick={onNewest} aria-label={t({ id: 'messaging.toNewest', message: 'К новым сообщениям' })}>
          <Icon28ChevronDownOutline />
          {waiting > 0 && <span className={styles.waiting}>{waiting > 99 ? '99+' : waiting}</span>}
        </Tappable>
      )}
    </div>
  );
}

/** Said over the messages, so that nothing moves when the line goes and comes. */
function NoLine() {
  const line = useLine();
  const [long, setLong] = useState(false);
  useEffect(() => {
    if (line === 'live' || line === 'polling') return setLong(false);
    const timer = setTimeout(() => setLong(true), NO_LINE_MS);
    return () => clearTimeout(timer);
  }, [line]);
  return (
    <div className={styles.noLine} role="status">
      {long && (
        <span className={styles.pill}>
          {t({ id: 'messaging.noLine', message: 'Нет соединения. Сообщения уйдут, когда связь вернётся.' })}
        </span>
      )}
    </div>
  );
}

function Beginning({ card }: { card: ChatView }) {
  return (
    <div className={styles.beginning}>
      <span className={styles.notice}>
        {card.may.write
          ? t({ id: 'messaging.beginning', message: 'Сообщений пока нет. Напишите первое!' })
          : t({ id: 'messaging.beginningRead', message: 'Сообщений пока нет' })}
      </span>
    </div>
  );
}

function Skeletons() {
  return (
    <div className={styles.skeletons} aria-hidden>
      {[62, 40, 54, 30, 58, 46].map((width, index) => (
        <span
          key={width}
          className={index % 3 === 2 ? `${styles.skeleton} ${styles.skeletonMine}` : styles.skeleton}
          style={{ inlineSize: `${width}%` }}
        />
      ))}
    </div>
  );
}

/** True in the one drawing in which older rows were put before the others: the view stays where it is. */
function useGrewAtStart(rows: readonly Row[]): boolean {
  const before = useRef<string>(undefined);
  const first = rows[0]?.key;
  const grew = before.current !== undefined && before.current !== first && rows.some(({ key }) => key === before.current);
  useLayoutEffect(() => {
    before.current = first;
  }, [first]);
  return grew;
}

/** The marker goes to the last message of which at least half is on a screen that somebody looks at. */
function markSeen(box: HTMLElement, chat: Chat) {
  if (document.visibilityState !== 'visible' || !document.hasFocus()) return;
  const end = box.getBoundingClientRect().bottom;
  let seen = 0;
  for (const row of box.querySelectorAll<HTMLElement>('[data-seq]')) {
    const { top, bottom } = row.getBoundingClientRect();
    if ((top + bottom) / 2 <= end || bottom <= end + 8) seen = Math.max(seen, Number(row.dataset.seq));
  }
  const markedUnread = chat.card?.marked_unread === true && seen >= chat.head.lastSeq;
  if (seen > chat.head.readSeq || markedUnread) stream().dispatch({ type: 'read', chat: chat.id, upto: seen });
}
