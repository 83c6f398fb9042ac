import { t } from '@lingui/core/macro';
import { useChats } from '@/features/messaging';
import { ClassView } from '@/features/roster';
import { ChatsCard } from './ChatsCard';

/** A class, with its chats. */
export function ClassPage({ org, id }: { org: number; id: number }) {
  const chats = useChats(org).filter(({ card }) => card.class_id === id);
  return <ClassView org={org} id={id} chats={<ChatsCard title={t({ id: 'classPage.chats', message: 'Чаты класса' })} chats={chats} />} />;
}
