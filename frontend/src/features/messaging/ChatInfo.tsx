import { t } from '@lingui/core/macro';
import { useState } from 'react';
import { cache } from '@/lib/api';
import { wordsFor } from '@/lib/errors';
import { paths } from '@/lib/paths';
import {
  Avatar,
  Button,
  CellButton,
  confirm,
  Dialog,
  FormItem,
  Icon24Cancel,
  Icon28DoorArrowRightOutline,
  Icon28EditOutline,
  Icon28UserAddOutline,
  IconButton,
  Input,
  Remote,
  RowsSkeleton,
  Search,
  SimpleCell,
  Textarea,
  toast,
  toastFailure,
  useGo,
} from '@/ui';
import { ChatAvatar } from './ChatAvatar';
import styles from './ChatInfo.module.css';
import { addMembers, type ChatMember, type ChatView, changeCard, fetchMembers, leaveChat, type Person, removeMember } from './data';
import { stream, useMessenger } from './messenger';
import { useOrganizationName } from './organizations';
import { PeoplePicker } from './PeoplePicker';
import { membersKey, useMembers } from './presence';
import { membersInWords, roleInWords, titleOf } from './words';

type View = 'card' | 'edit' | 'add';

/** What there is to know of a chat: who is in it, and what one may change. */
export function ChatInfo({ card, open, onClose }: { card: ChatView; open: boolean; onClose: () => void }) {
  const [view, setView] = useState<View>('card');
  const close = () => {
    onClose();
    setView('card');
  };
  const title = {
    card: t({ id: 'messaging.info', message: 'О чате' }),
    edit: t({ id: 'messaging.info.edit', message: 'Изменить чат' }),
    add: t({ id: 'messaging.info.add', message: 'Добавить участников' }),
  }[view];
  return (
    <Dialog title={title} open={open} onClose={close}>
      {open && view === 'card' && <Card card={card} onView={setView} onClose={close} />}
      {open && view === 'edit' && <EditCard card={card} onDone={() => setView('card')} />}
      {open && view === 'add' && <AddMembers card={card} onDone={() => setView('card')} />}
    </Dialog>
  );
}

function Card({ card, onView, onClose }: { card: ChatView; onView: (view: View) => void; onClose: () => void }) {
  const go = useGo();
  const organization = useOrganizationName(card.org_id);

  async function leave() {
    const yes = await confirm({
      title: t({ id: 'messaging.leave.title', message: 'Выйти из чата?' }),
      text: t({ id: 'messaging.leave.text', message: 'Вы больше не увидите его сообщений. Вернуться можно, если вас добавят снова.' }),
      action: t({ id: 'messaging.leave.yes', message: 'Выйти' }),
      destructive: true,
    });
    if (!yes) return;
    try {
      await leaveChat(card.id);
      stream().dispatch({ type: 'cards', asked: [card.id], cards: [] });
      onClose();
      go(paths.messages());
    } catch (error) {
      toastFailure(wordsFor(error));
    }
  }

  return (
    <>
      <div className={styles.about}>
        <ChatAvatar card={card} size={80} />
        <div className={styles.title}>{titleOf(card)}</div>
        <div className={styles.subtitle}>
          {card.kind === 'direct' || card.kind === 'service'
            ? organization
            : [membersInWords(card.member_count), organization].filter(Boolean).join(' · ')}
        </div>
        {card.description && <p className={styles.description}>{card.description}</p>}
        {card.supervised && <Supervised card={card} />}
        {card.by_rule && (
          <p className={styles.description}>
            {t({ id: 'messaging.info.byRule', message: 'Участники добавляются сами — по ролям и классам.' })}
          </p>
        )}
      </div>
      {(card.may.rename || card.may.describe) && (
        <CellButton before={<Icon28EditOutline />} onClick={() => onView('edit')}>
          {t({ id: 'messaging.info.edit', message: 'Изменить чат' })}
        </CellButton>
      )}
      {card.may.add_members && (
        <CellButton before={<Icon28UserAddOutline />} onClick={() => onView('add')}>
          {t({ id: 'messaging.info.add', message: 'Добавить участников' })}
        </CellButton>
      )}
      {card.may.see_members && card.kind !== 'direct' && card.kind !== 'service' && <Members card={card} />}
      {card.may.leave && (
        <CellButton before={<Icon28DoorArrowRightOutline />} appearance="negative" onClick={() => void leave()}>
          {t({ id: 'messaging.leave', message: 'Выйти из чата' })}
        </CellButton>
      )}
    </>
  );
}

/** A pupil's grown-ups may ask: who sees this? */
function Supervised({ card }: { card: ChatView }) {
  const { data } = useMembers(card);
  const staff = data?.members.filter(({ supervises }) => supervises).map(({ person }) => person.name) ?? [];
  return (
    <p className={styles.supervised}>
      {t({ id: 'messaging.supervised', message: 'В чате есть учащиеся. Его читают только участники.' })}
      {staff.length > 0 && (
        <span className={styles.staff}>{t({ id: 'messaging.supervisors', message: `За чатом присматривают: ${staff.join(', ')}` })}</span>
      )}
    </p>
  );
}

function Members({ card }: { card: ChatView }) {
  const query = useMembers(card);
  const [search, setSearch] = useState('');
  const [more, setMore] = useState<{ members: ChatMember[]; next: string | null }>();
  const presence = useMessenger((state) => state.presence);
  const me = useMessenger((state) => state.me);

  async function loadMore(cursor: string) {
    try {
      const page = await fetchMembers(card.id, cursor);
      setMore({ members: [...(more?.members ?? []), ...page.members], next: page.next });
    } catch (error) {
      toastFailure(wordsFor(error));
    }
  }

  async function remove(person: Person) {
    const yes = await confirm({
      title: t({ id: 'messaging.remove.title', message: `Исключить из чата: ${person.name}?` }),
      action: t({ id: 'messaging.remove.yes', message: 'Исключить' }),
      destructive: true,
    });
    if (!yes) return;
    try {
      await removeMember(card.id, person.id);
      await cache.invalidateQueries({ queryKey: membersKey(card.id) });
    } catch (error) {
      toastFailure(wordsFor(error));
    }
  }

  const wish = search.trim().toLocaleLowerCase();
  return (
    <>
      <Search
        value={search}
        onChange={(event) => setSearch(event.target.value)}
        placeholder={t({ id: 'messaging.info.search', message: 'Поиск участников' })}
        aria-label={t({ id: 'messaging.info.search', message: 'Поиск участников' })}
        clearLabel={t({ id: 'messaging.list.clear', message: 'Очистить' })}
      />
      <Remote query={query} skeleton={<RowsSkeleton rows={5} avatar={40} />}>
        {(page) => {
          const next = more ? more.next : page.next;
          const members = [...page.members, ...(more?.members ?? [])].filter(({ person }) =>
            person.name.toLocaleLowerCase().includes(wish),
          );
          return (
            <>
              <ul>
                {members.map(({ person, role, may }) => (
                  <li key={person.id}>
                    <SimpleCell
                      hasHover={false}
                      hasActive={false}
                      before={<Avatar id={person.id} letters={person.initials} size={40} />}
                      subtitle={[
                        person.id === me || presence.get(person.id)?.online ? t({ id: 'messaging.peerOnline', message: 'в сети' }) : '',
                        roleInWords(role),
                      ]
                        .filter(Boolean)
                        .join(' · ')}
                      after={
                        may.remove && (
                          <IconButton
                            label={t({ id: 'messaging.remove', message: `Исключить: ${person.name}` })}
                            onClick={() => void remove(person)}
                          >
                            <Icon24Cancel />
                          </IconButton>
                        )
                      }
                    >
                      {person.name}
                    </SimpleCell>
                  </li>
                ))}
              </ul>
              {next && (
                <CellButton onClick={() => void loadMore(next)}>{t({ id: 'messaging.info.more', message: 'Показать ещё' })}</CellButton>
              )}
            </>
          );
        }}
      </Remote>
    </>
  );
}

function EditCard({ card, onDone }: { card: ChatView; onDone: () => void }) {
  const [title, setTitle] = useState(card.title);
  const [description, setDescription] = useState(card.description);
  const [busy, setBusy] = useState(false);

  async function save() {
    setBusy(true);
    try {
      const changed = await changeCard(card.id, {
        ...(card.may.rename && { title: title.trim() }),
        ...(card.may.describe && { description: description.trim() }),
      });
      stream().dispatch({ type: 'cards', asked: [card.id], cards: [changed] });
      toast(t({ id: 'messaging.info.saved', message: 'Сохранено' }));
      onDone();
    } catch (error) {
      toastFailure(wordsFor(error));
      setBusy(false);
    }
  }

  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {card.may.rename && (
        <FormItem top={t({ id: 'messaging.new.title', message: 'Название' })} htmlFor="chat-title">
          <Input id="chat-title" value={title} maxLength={100} required onChange={(event) => setTitle(event.target.value)} />
        </FormItem>
      )}
      {card.may.describe && (
        <FormItem top={t({ id: 'messaging.info.description', message: 'Описание' })} htmlFor="chat-description">
          <Textarea id="chat-description" value={description} maxLength={500} onChange={(event) => setDescription(event.target.value)} />
        </FormItem>
      )}
      <FormItem>
        <Button type="submit" size="l" stretched loading={busy} disabled={card.may.rename && !title.trim()}>
          {t({ id: 'messaging.info.save', message: 'Сохранить' })}
        </Button>
      </FormItem>
    </form>
  );
}

function AddMembers({ card, onDone }: { card: ChatView; onDone: () => void }) {
  const { data } = useMembers(card);
  const [chosen, setChosen] = useState<ReadonlyMap<number, Person>>(new Map());
  const [busy, setBusy] = useState(false);

  async function add() {
    setBusy(true);
    try {
      await addMembers(card.id, [...chosen.keys()]);
      await cache.invalidateQueries({ queryKey: membersKey(card.id) });
      onDone();
    } catch (error) {
      toastFailure(wordsFor(error));
      setBusy(false);
    }
  }

  return (
    <>
      <PeoplePicker
        org={card.org_id}
        chosen={chosen}
        without={new Set(data?.members.map(({ person }) => person.id))}
        onChoose={(person) => {
          const next = new Map(chosen);
          if (!next.delete(person.id)) next.set(person.id, person);
          setChosen(next);
        }}
      />
      <FormItem>
        <Button size="l" stretched loading={busy} disabled={chosen.size === 0} onClick={() => void add()}>
          {t({ id: 'messaging.info.addChosen', message: `Добавить · ${chosen.size}` })}
        </Button>
      </FormItem>
    </>
  );
}
