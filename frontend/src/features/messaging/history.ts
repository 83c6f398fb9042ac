import { useCallback, useEffect, useRef, useState } from 'react';
import { type Chat, isBehind, type Run } from '@/lib/stream';
import { fetchPage, type Place } from './data';
import { stateNow, stream } from './messenger';
import { learnPeople } from './people';

export interface History {
  /** The last try failed: a button tries again. */
  readonly failed: boolean;
  load(place: Place): void;
  retry(): void;
}

/** Pages of a chat over HTTP; what came goes into the state of all tabs and onto the device. */
export function useHistory(chat: Chat | undefined, run: Run | undefined, { atNewest }: { atNewest: boolean }): History {
  const [failed, setFailed] = useState<Place>();
  const inFlight = useRef(new Set<string>());
  const id = chat?.id ?? 0;

  const load = useCallback(
    (place: Place) => {
      const key = JSON.stringify(place);
      if (id === 0 || inFlight.current.has(key)) return;
      inFlight.current.add(key);
      setFailed(undefined);
      loadPage(id, place)
        .catch(() => setFailed(place))
        .finally(() => inFlight.current.delete(key));
    },
    [id],
  );

  // Opened for the first time on this device, or everything was dropped: begin with the newest.
  const missing = run === undefined || (run.to < (chat?.head.lastSeq ?? 0) && chat !== undefined && !isBehind(chat));
  const beginning = atNewest && chat?.hydrated === true && chat.head.lastSeq > 0 && missing;
  useEffect(() => {
    if (beginning) load({ newest: true });
  }, [beginning, load]);

  return { failed: failed !== undefined, load, retry: () => failed && load(failed) };
}

export async function loadPage(chat: number, place: Place, limit?: number): Promise<void> {
  const generation = stateNow().chats.get(chat)?.generation;
  if (generation === undefined) return;
  const page = await fetchPage(chat, place, limit);
  learnPeople(page.people);
  // The cache was dropped meanwhile: what came does not fit any more.
  if (stateNow().chats.get(chat)?.generation !== generation) return loadPage(chat, place, limit);
  stream().dispatch({ type: 'page', chat, generation, messages: page.messages, floor: page.floor });
}
