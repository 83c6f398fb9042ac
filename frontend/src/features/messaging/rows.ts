import { type Chat, type MessageView, type Overlay, overlayKey, type Pending, type Run, type State } from '@/lib/stream';

/** What the conversation draws, from top to bottom. */
export type Row = {
  /** The same before and after the ack, so that the bubble stays where it is. */
  readonly key: string;
  readonly message: Shown;
  /** The day begins with this message. */
  readonly startsDay: boolean;
  /** «Непрочитанные сообщения» stands above it. */
  readonly startsUnread: boolean;
  /** First and last of several by one author in a row: name above, corner below. */
  readonly startsGroup: boolean;
  readonly endsGroup: boolean;
};

/** A message as it is drawn: of the stream, with my unconfirmed change on it, or on its way. */
export type Shown = {
  readonly seq: number;
  readonly sender: number;
  readonly mine: boolean;
  readonly asOrg: boolean;
  readonly kind: 'text' | 'service';
  readonly ts: number;
  readonly body: string;
  readonly entities: NonNullable<MessageView['entities']>;
  readonly replyTo: number;
  readonly edited: boolean;
  readonly deleted: boolean;
  readonly service: MessageView['service'];
  readonly pending: Pending | null;
};

/** Messages of one author within so many minutes stand together. */
const GROUP_MS = 7 * 60_000;

export function rowsOf(options: {
  chat: Chat;
  run: Run | undefined;
  state: Pick<State, 'me' | 'overlays'>;
  pending: readonly Pending[];
  /** Above the message after this seq stands the unread line; 0: nowhere. */
  unreadAfter: number;
  /** The first of the run is the first of the chat. */
  fromStart: boolean;
}): Row[] {
  const { chat, run, state, unreadAfter } = options;
  const shown: Shown[] = [];
  if (run) {
    for (let seq = run.from; seq <= run.to; seq += 1) {
      const message = chat.messages.get(seq);
      if (message) shown.push(shownOf(message, state.me, state.overlays.get(overlayKey(chat.id, seq))));
    }
  }
  if (!run || run.to >= chat.head.lastSeq) {
    const there = new Set([...chat.messages.values()].map(({ cid }) => cid));
    for (const pending of options.pending) if (!there.has(pending.cid)) shown.push(shownOfPending(pending, state.me));
  }
  const firstUnread = unreadAfter > 0 ? shown.findIndex((one) => one.seq > unreadAfter && !one.mine) : -1;
  return shown.map((message, index) => {
    const before = shown[index - 1];
    const after = shown[index + 1];
    return {
      key: keyOf(message, chat),
      message,
      startsDay: before ? !sameDay(before.ts, message.ts) : options.fromStart,
      startsUnread: index === firstUnread,
      startsGroup: index === firstUnread || !before || !together(before, message),
      endsGroup: index + 1 === firstUnread || !after || !together(message, after),
    };
  });
}

export function shownOf(message: MessageView, me: number, overlay?: Overlay | undefined): Shown {
  const edit = overlay?.change === 'edit' ? overlay : undefined;
  return {
    seq: message.seq,
    sender: message.sender ?? 0,
    mine: message.sender === me,
    asOrg: message.as_org ?? false,
    kind: message.kind,
    ts: Date.parse(message.ts),
    body: edit?.body ?? message.body ?? '',
    entities: edit ? [...edit.entities] : (message.entities ?? []),
    replyTo: message.reply_to ?? 0,
    edited: edit !== undefined || (message.rev ?? 0) > 0,
    deleted: (message.deleted ?? false) || overlay?.change === 'delete',
    service: message.service ?? null,
    pending: null,
  };
}

function shownOfPending(pending: Pending, me: number): Shown {
  return {
    seq: 0,
    sender: pending.asOrg ? 0 : me,
    mine: !pending.asOrg,
    asOrg: pending.asOrg,
    kind: 'text',
    ts: pending.at,
    body: pending.body,
    entities: [...pending.entities],
    replyTo: pending.reply,
    edited: false,
    deleted: false,
    service: null,
    pending,
  };
}

function keyOf(message: Shown, chat: Chat): string {
  const cid = message.pending?.cid ?? (message.mine || message.asOrg ? chat.messages.get(message.seq)?.cid : undefined);
  return cid ? `c${cid}` : `m${message.seq}`;
}

function together(a: Shown, b: Shown): boolean {
  const sameAuthor = isBubble(a) && isBubble(b) && a.sender === b.sender && a.asOrg === b.asOrg;
  return sameAuthor && b.ts - a.ts < GROUP_MS && sameDay(a.ts, b.ts);
}

function isBubble(message: Shown): boolean {
  return message.kind === 'text' && !message.deleted;
}

export function sameDay(a: number, b: number): boolean {
  return new Date(a).toDateString() === new Date(b).toDateString();
}
