import { openDirectChat } from './data';
import { stream } from './messenger';

/** «Написать»: the direct chat with this person, found or made; gives its id. */
export async function writeTo({ orgId, userId }: { orgId: number; userId: number }): Promise<number> {
  const card = await openDirectChat(orgId, userId);
  stream().dispatch({ type: 'cards', asked: [card.id], cards: [card] });
  return card.id;
}
