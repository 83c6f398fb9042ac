import type { ReactNode } from 'react';
import { ChatAvatar, type ListedChat, titleOf } from '@/features/messaging';
import { paths } from '@/lib/paths';
import { Card, SimpleCell, useLinkTo, Waiting } from '@/ui';

type Props = { title: string; chats: readonly ListedChat[]; shown?: number; aside?: ReactNode };

/** Some chats on a page that is not the messenger's; nothing when there are none. */
export function ChatsCard({ title, chats, shown = chats.length, aside }: Props) {
  const linkTo = useLinkTo();
  if (chats.length === 0) return null;
  return (
    <Card title={title} count={chats.length} aside={aside} flush>
      <ul>
        {chats.slice(0, shown).map(({ chat, card }) => (
          <li key={card.id}>
            <SimpleCell
              {...linkTo(paths.chat(card.id))}
              before={<ChatAvatar card={card} size={44} />}
              subtitle={chat.head.preview?.body || undefined}
              indicator={<Waiting count={chat.head.unread} />}
            >
              {titleOf(card)}
            </SimpleCell>
          </li>
        ))}
      </ul>
    </Card>
  );
}
