import { Avatar } from '@/ui';
import type { ChatView } from './data';
import { isChannel, lettersOfChat } from './words';

/** A chat's picture: of a direct chat that of the other one, in the colour that he has everywhere. */
export function ChatAvatar({ card, size }: { card: ChatView; size: number }) {
  return <Avatar id={card.peer?.id ?? card.id} letters={lettersOfChat(card)} size={size} square={isChannel(card)} />;
}
