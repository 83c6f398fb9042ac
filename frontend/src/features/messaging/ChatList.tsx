import { t } from '@lingui/core/macro';
import { type KeyboardEvent, memo, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { useMyOrganizations } from '@/features/organizations';
import { Failure } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import type { Line, MessageView } from '@/lib/stream';
import {
  Button,
  Empty,
  Failed,
  HorizontalScroll,
  Icon16Muted,
  Icon16Pin,
  Icon28EditOutline,
  Icon56MessagesOutline,
  IconButton,
  Menu,
  RowsSkeleton,
  Search,
  Tappable,
  toastFailure,
  useGo,
  useLinkTo,
  Waiting,
} from '@/ui';
import { ChatAvatar } from './ChatAvatar';
import styles from './ChatList.module.css';
import { markChatUnread } from './data';
import { useDraft } from './drafts';
import { type ListedChat, presentMoment, stateNow, stream, useChatList, useLine, useMessenger, useUnread } from './messenger';
import { NewChat } from './NewChat';
import { usePerson } from './people';
import { serviceInWords } from './service';
import { OnItsWay, Ticks } from './Ticks';
import { momentInList, titleOf } from './words';

export function ChatList({ open }: { open: number | undefined }) {
  const chats = useChatList();
  const loaded = useMessenger((state) => state.cards);
  const line = useLine();
  const organizations = useMyOrganizations();
  const [search, setSearch] = useState('');
  const [org, setOrg] = useState<number>();
  const [making, setMaking] = useState(false);
  const field = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const go = useGo();
  useSearchShortcut(field);

  const shown = useMemo(() => chats.filter((one) => isWanted(one, { org, search, open })), [chats, org, search, open]);

  function onKeyDown(event: KeyboardEvent) {
    if (event.key === 'Escape' && (search || document.activeElement === field.current)) {
      setSearch('');
      field.current?.blur();
      return event.preventDefault();
    }
    const links = [...(list.current?.querySelectorAll<HTMLElement>('a') ?? [])];
    const here = links.indexOf(document.activeElement as HTMLElement);
    const next = event.key === 'ArrowDown' ? links[here + 1] : event.key === 'ArrowUp' ? links[here - 1] : undefined;
    if (next) next.focus();
    else if (event.key === 'ArrowUp' && here === 0) field.current?.focus();
    else if (event.key === 'Enter' && document.activeElement === field.current && shown[0]) go(paths.chat(shown[0].card.id));
    else return;
    event.preventDefault();
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: arrow keys walk through the links and the field inside
    <div className={styles.column} onKeyDown={onKeyDown}>
      <header className={styles.header}>
        <h1 className={styles.heading}>{lineInWords(line)}</h1>
        <IconButton label={t({ id: 'messaging.list.new', message: 'Новый чат' })} onClick={() => setMaking(true)}>
          <Icon28EditOutline />
        </IconButton>
      </header>
      <div role="status">
        {line === 'polling' && (
          <p className={styles.slow}>
            {t({
              id: 'messaging.line.slow',
              message: 'Сеть не пропускает быстрое соединение: новое приходит с задержкой в несколько секунд.',
            })}
          </p>
        )}
      </div>
      <Search
        getRef={field}
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder={t({ id: 'messaging.list.search', message: 'Поиск по чатам' })}
        aria-label={t({ id: 'messaging.list.search', message: 'Поиск по чатам' })}
        clearLabel={t({ id: 'messaging.list.clear', message: 'Очистить' })}
        noPadding
        className={styles.search}
      />
      {organizations.length > 1 && (
        <HorizontalScroll className={styles.filter} showArrows arrowSize="s">
          <fieldset className={styles.chips} aria-label={t({ id: 'messaging.list.filter', message: 'Чаты организации' })}>
            <Chip chosen={org === undefined} onChoose={() => setOrg(undefined)} label={t({ id: 'messaging.list.all', message: 'Все' })} />
            {organizations.map(({ id, short_name, name }) => (
              <OrganizationChip key={id} id={id} chosen={org === id} onChoose={() => setOrg(id)} label={short_name || name} />
            ))}
          </fieldset>
        </HorizontalScroll>
      )}
      <nav className={styles.scroller} aria-label={t({ id: 'messaging.list.label', message: 'Чаты' })}>
        {loaded === 'unknown' && chats.length === 0 && <RowsSkeleton rows={9} avatar={52} />}
        {loaded === 'failed' && chats.length === 0 && <Failed error={Failure.unreachable(undefined)} onRetry={refetch} />}
        {loaded === 'there' && shown.length === 0 && <NoChats searching={search !== ''} onNew={() => setMaking(true)} />}
        <ul ref={list}>
          {shown.map((one) => (
            <li key={one.card.id}>
              <ChatRow listed={one} here={one.card.id === open} />
            </li>
          ))}
        </ul>
      </nav>
      <NewChat open={making} org={org} onClose={() => setMaking(false)} />
    </div>
  );
}

function refetch() {
  stream().dispatch({ type: 'refresh' });
}

function lineInWords(line: Line): string {
  const connected = line === 'live' || line === 'polling';
  return connected ? t({ id: 'messaging.page', message: 'Сообщения' }) : t({ id: 'messaging.line.opening', message: 'Соединение…' });
}

function isWanted({ chat, card }: ListedChat, wish: { org: number | undefined; search: string; open: number | undefined }): boolean {
  if (wish.org !== undefined && card.org_id !== wish.org) return false;
  // A dialogue in which nobody has said a word is there only for who opened it.
  if (card.kind === 'direct' && chat.head.lastSeq === 0 && card.id !== wish.open && !wish.search) return false;
  const words = wish.search.toLocaleLowerCase().replaceAll('ё', 'е').split(/\s+/).filter(Boolean);
  const title = ` ${titleOf(card)
    .toLocaleLowerCase()
    .replaceAll('ё', 'е')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')}`;
  return words.every((word) => title.includes(` ${word}`));
}

function NoChats({ searching, onNew }: { searching: boolean; onNew: () => void }) {
  if (searching) return <Empty>{t({ id: 'messaging.list.notFound', message: 'Ничего не нашлось' })}</Empty>;
  return (
    <Empty
      icon={<Icon56MessagesOutline />}
      title={t({ id: 'messaging.list.empty', message: 'Чатов пока нет' })}
      action={
        <Button size="m" onClick={onNew}>
          {t({ id: 'messaging.list.write', message: 'Написать' })}
        </Button>
      }
    >
      {t({ id: 'messaging.list.emptyHint', message: 'Здесь появятся чаты вашего класса и школы. Можно написать первым.' })}
    </Empty>
  );
}

function OrganizationChip({ id, ...props }: { id: number; chosen: boolean; onChoose: () => void; label: string }) {
  return <Chip {...props} count={useUnread(id)} />;
}

function Chip({ chosen, onChoose, label, count = 0 }: { chosen: boolean; onChoose: () => void; label: string; count?: number }) {
  return (
    <Tappable className={chosen ? `${styles.chip} ${styles.chosen}` : styles.chip} aria-pressed={chosen} onClick={onChoose}>
      {label}
      <Waiting count={count} />
    </Tappable>
  );
}

const ChatRow = memo(function ChatRow({ listed: { chat, card, pending }, here }: { listed: ListedChat; here: boolean }) {
  const linkTo = useLinkTo();
  const [menuAt, setMenuAt] = useState<{ x: number; y: number }>();
  const closeMenu = useCallback(() => setMenuAt(undefined), []);
  const { preview, unread } = chat.head;
  const title = titleOf(card);

  async function toggleUnread() {
    const input = { type: 'markUnread', chat: card.id } as const;
    if (unread > 0 || card.marked_unread) return stream().dispatch({ type: 'read', chat: card.id, upto: chat.head.lastSeq });
    stream().dispatch(input);
    await markChatUnread(card.id).catch((error: unknown) => toastFailure(wordsFor(error)));
  }

  return (
    <>
      <Tappable
        {...linkTo(paths.chat(card.id))}
        className={here ? `${styles.row} ${styles.here}` : styles.row}
        aria-current={here ? 'true' : undefined}
        onContextMenu={(event) => {
          event.preventDefault();
          setMenuAt({ x: event.clientX, y: event.clientY });
        }}
      >
        <ChatAvatar card={card} size={52} />
        <span className={styles.text}>
          <span className={styles.top}>
            <span className={styles.title}>{title}</span>
            {card.muted && <Icon16Muted className={styles.mark} />}
            {pending && (
              <>
                <OnItsWay failed={pending.progress.step === 'failed'} />
                <span className={styles.time}>{momentInList(pending.at, presentMoment())}</span>
              </>
            )}
            {preview && !pending && (
              <>
                {isOwnMessage(preview, stateNow().me) && <Ticks read={chat.othersRead >= preview.seq} />}
                <time className={styles.time} dateTime={preview.ts}>
                  {momentInList(Date.parse(preview.ts), presentMoment())}
                </time>
              </>
            )}
          </span>
          <span className={styles.bottom}>
            <Preview chat={chat} card={card} pending={pending} />
            {card.pinned_rank !== null && unread === 0 && <Icon16Pin className={styles.mark} />}
            {unread > 0 ? <Waiting count={unread} /> : card.marked_unread && <span className={styles.dot} />}
          </span>
        </span>
        {(unread > 0 || card.marked_unread) && (
          <span className={styles.aloud}>{t({ id: 'messaging.list.unread', message: 'Есть непрочитанные' })}</span>
        )}
      </Tappable>
      {menuAt && (
        <Menu
          label={title}
          at={menuAt}
          onClose={closeMenu}
          actions={[
            {
              label:
                unread > 0 || card.marked_unread
                  ? t({ id: 'messaging.list.markRead', message: 'Прочитано' })
                  : t({ id: 'messaging.list.markUnread', message: 'Пометить непрочитанным' }),
              run: () => void toggleUnread(),
            },
          ]}
        />
      )}
    </>
  );
});

function Preview({ chat, card, pending }: ListedChat) {
  const draft = useDraft(card.id);
  const typing = useMessenger((state) => state.typing.get(card.id));
  const [typist] = typing?.keys() ?? [];
  const { preview } = chat.head;
  const author = usePerson(card.id, preview?.sender ?? 0);
  const me = stateNow().me;

  if (draft?.text) {
    return (
      <span className={styles.preview}>
        <span className={styles.draft}>{t({ id: 'messaging.list.draft', message: 'Черновик:' })}</span> {draft.text}
      </span>
    );
  }
  if (pending) return <Words author={t({ id: 'messaging.list.you', message: 'Вы' })} body={pending.body} />;
  if (typist !== undefined) return <TypingPreview chat={card.id} user={typist} alone={card.kind === 'direct'} />;
  if (!preview) return <span className={styles.preview}>{t({ id: 'messaging.list.noMessages', message: 'Сообщений пока нет' })}</span>;
  if (preview.kind === 'service') return <span className={styles.preview}>{serviceInWords(preview.service)}</span>;
  const mine = preview.sender === me && me > 0;
  const name = mine ? t({ id: 'messaging.list.you', message: 'Вы' }) : card.kind === 'direct' ? '' : (author?.short_name ?? '');
  return <Words author={name} body={preview.body ?? ''} />;
}

function Words({ author, body }: { author: string; body: string }) {
  return (
    <span className={styles.preview}>
      {author && <span className={styles.author}>{author}: </span>}
      {body}
    </span>
  );
}

function TypingPreview({ chat, user, alone }: { chat: number; user: number; alone: boolean }) {
  const person = usePerson(chat, user);
  const name = person?.short_name ?? '';
  return (
    <span className={`${styles.preview} ${styles.typing}`}>
      {alone || !name
        ? t({ id: 'messaging.typing', message: 'печатает…' })
        : t({ id: 'messaging.typingWho', message: `${name} печатает…` })}
    </span>
  );
}

/** Ctrl+K from anywhere on the page. */
function useSearchShortcut(field: React.RefObject<HTMLInputElement | null>) {
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.code !== 'KeyK' || !(event.ctrlKey || event.metaKey) || event.shiftKey || event.altKey) return;
      event.preventDefault();
      field.current?.focus();
      field.current?.select();
    };
    window.addEventListener('keydown', onKeyDown);
    return () => window.removeEventListener('keydown', onKeyDown);
  }, [field]);
}

function isOwnMessage(message: MessageView, me: number): boolean {
  return message.sender === me && me > 0 && !message.deleted;
}
