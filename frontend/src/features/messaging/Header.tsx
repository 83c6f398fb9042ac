import { t } from '@lingui/core/macro';
import { paths } from '@/lib/paths';
import { Icon28ArrowLeftOutline, IconButton, Tappable, useLinkTo, useWide } from '@/ui';
import { ChatAvatar } from './ChatAvatar';
import type { ChatView } from './data';
import styles from './Header.module.css';
import { useLine, useMessenger, useUnread } from './messenger';
import { usePerson } from './people';
import { useOnline } from './presence';
import { membersInWords, onlineInWords, titleOf } from './words';

export function Header({ card, onInfo }: { card: ChatView; onInfo: () => void }) {
  const linkTo = useLinkTo();
  const wide = useWide();
  const elsewhere = useUnread();
  const title = titleOf(card);
  const Heading = wide ? 'h2' : 'h1';
  return (
    <header className={styles.header}>
      {!wide && (
        <IconButton {...linkTo(paths.messages())} label={t({ id: 'messaging.back', message: 'К списку чатов' })} className={styles.back}>
          <Icon28ArrowLeftOutline />
          {elsewhere > 0 && <span className={styles.elsewhere}>{elsewhere > 99 ? '99+' : elsewhere}</span>}
        </IconButton>
      )}
      <Heading className={styles.heading}>
        <Tappable className={styles.about} onClick={onInfo} aria-haspopup="dialog">
          <ChatAvatar card={card} size={40} />
          <span className={styles.words}>
            <span className={styles.title}>{title}</span>
            <Subtitle card={card} />
          </span>
        </Tappable>
      </Heading>
    </header>
  );
}

/** What is going on in the chat, the most lively first: no line, somebody types, who is there. */
function Subtitle({ card }: { card: ChatView }) {
  const line = useLine();
  const typing = useMessenger((state) => state.typing.get(card.id));
  const typists = [...(typing?.keys() ?? [])];
  const first = usePerson(card.id, typists[0] ?? 0);
  const online = useOnline(card);
  const peerOnline = useMessenger((state) => state.presence.get(card.peer?.id ?? 0)?.online);

  if (line !== 'live' && line !== 'polling')
    return <span className={styles.subtitle}>{t({ id: 'messaging.line.opening', message: 'Соединение…' })}</span>;
  if (line === 'polling')
    return <span className={styles.subtitle}>{t({ id: 'messaging.line.polling', message: 'новое приходит с задержкой' })}</span>;
  if (typists.length > 0) {
    return (
      <span className={`${styles.subtitle} ${styles.lively}`}>
        {typingInWords(typists.length, card.kind === 'direct' ? '' : (first?.short_name ?? ''))}
      </span>
    );
  }
  if (card.kind === 'direct') {
    return peerOnline ? (
      <span className={`${styles.subtitle} ${styles.lively}`}>{t({ id: 'messaging.peerOnline', message: 'в сети' })}</span>
    ) : (
      <span className={styles.subtitle}>
        {card.peer?.is_teacher
          ? t({ id: 'messaging.schoolRole.teacher', message: 'учитель' })
          : t({ id: 'messaging.kind.direct', message: 'личный чат' })}
      </span>
    );
  }
  if (card.kind === 'service')
    return <span className={styles.subtitle}>{t({ id: 'messaging.kind.service', message: 'сообщения организации' })}</span>;
  const members = membersInWords(card.member_count);
  return <span className={styles.subtitle}>{online !== undefined && online > 1 ? `${members}, ${onlineInWords(online)}` : members}</span>;
}

function typingInWords(count: number, name: string): string {
  if (count > 1) return t({ id: 'messaging.typingSeveral', message: 'печатают…' });
  return name ? t({ id: 'messaging.typingWho', message: `${name} печатает…` }) : t({ id: 'messaging.typing', message: 'печатает…' });
}
