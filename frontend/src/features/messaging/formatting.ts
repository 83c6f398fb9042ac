import type { Entity } from '@/lib/stream';

/** A message as it is sent: the words without marks, and where they are bold, code, … (offsets in UTF-16 units). */
export interface Formatted {
  readonly body: string;
  readonly entities: readonly Entity[];
}

/** A piece of text with everything that holds for the whole of it. */
export interface Piece {
  readonly text: string;
  readonly kinds: ReadonlySet<Entity['kind']>;
  readonly href: string;
}

type Mark = { kind: Entity['kind']; open: string; pattern: RegExp; nested: boolean };

// A mark opens after a space or a sign and closes before one: snake_case and 2*2 stay as they are.
const MARKS: readonly Mark[] = [
  { kind: 'pre', open: '```', pattern: /```\n?([^`]+?)\n?```/u, nested: false },
  { kind: 'code', open: '`', pattern: /`([^`\n]+)`/u, nested: false },
  { kind: 'bold', open: '**', pattern: /(?<![\p{L}\p{N}*])\*\*(?=\S)([^\n]*?\S)\*\*(?![\p{L}\p{N}*])/u, nested: true },
  { kind: 'italic', open: '__', pattern: /(?<![\p{L}\p{N}_])__(?=\S)([^\n]*?\S)__(?![\p{L}\p{N}_])/u, nested: true },
  { kind: 'strike', open: '~~', pattern: /(?<![\p{L}\p{N}~])~~(?=\S)([^\n]*?\S)~~(?![\p{L}\p{N}~])/u, nested: true },
];

/** What a person typed, with `**bold**`, `__italic__`, `~~strike~~`, `` `code` ``, as it is sent. */
export function formatted(typed: string): Formatted {
  const entities: Entity[] = [];
  const body = strip(typed.trim(), 0, entities);
  return { body, entities: entities.sort((a, b) => a.offset - b.offset || b.length - a.length) };
}

/** The other way round, for editing. */
export function typedAgain({ body, entities }: Formatted): string {
  const marks = entities.flatMap(({ kind, offset, length }) => {
    const open = MARKS.find((mark) => mark.kind === kind)?.open;
    if (!open) return [];
    const fence = kind === 'pre' ? '\n' : '';
    // Of marks in the same place the outer one opens first and closes last.
    return [
      { at: offset, rank: 1e6 - length, text: open + fence },
      { at: offset + length, rank: -1e6 + length, text: fence + open },
    ];
  });
  marks.sort((a, b) => a.at - b.at || a.rank - b.rank);
  let text = '';
  let from = 0;
  for (const mark of marks) {
    text += body.slice(from, mark.at) + mark.text;
    from = mark.at;
  }
  return text + body.slice(from);
}

/** The text in pieces that are each drawn in one way; addresses become links. */
export function piecesOf({ body, entities }: Formatted): Piece[] {
  const links = [...entities, ...addressesIn(body, entities)];
  const cuts = new Set([0, body.length]);
  for (const { offset, length } of links) {
    cuts.add(Math.min(offset, body.length));
    cuts.add(Math.min(offset + length, body.length));
  }
  const places = [...cuts].sort((a, b) => a - b);
  return places.slice(0, -1).map((from, index) => {
    const to = places[index + 1] ?? body.length;
    const over = links.filter(({ offset, length }) => offset <= from && offset + length >= to);
    return {
      text: body.slice(from, to),
      kinds: new Set(over.map(({ kind }) => kind)),
      href: over.find(({ kind }) => kind === 'link')?.href ?? '',
    };
  });
}

/** One, two or three emoji and nothing else are drawn large. */
export function isOnlyEmoji(body: string): boolean {
  if (body.length > 24 || !/^(?:\p{Extended_Pictographic}|\p{Emoji_Modifier}|\u200d|\ufe0f|\s)+$/u.test(body)) return false;
  const signs = [...new Intl.Segmenter().segment(body.replace(/\s/g, ''))];
  return signs.length > 0 && signs.length <= 3;
}

/** Put marks around the selection, or take them away again. */
export function toggleMark(text: string, from: number, to: number, kind: 'bold' | 'italic' | 'strike' | 'code') {
  const open = MARKS.find((mark) => mark.kind === kind)?.open ?? '';
  const size = open.length;
  if (text.slice(from - size, from) === open && text.slice(to, to + size) === open) {
    return { text: text.slice(0, from - size) + text.slice(from, to) + text.slice(to + size), from: from - size, to: to - size };
  }
  return { text: text.slice(0, from) + open + text.slice(from, to) + open + text.slice(to), from: from + size, to: to + size };
}

function strip(text: string, offset: number, entities: Entity[]): string {
  const found = MARKS.flatMap((mark) => {
    const match = mark.pattern.exec(text);
    return match ? [{ mark, match }] : [];
  }).sort((a, b) => a.match.index - b.match.index || MARKS.indexOf(a.mark) - MARKS.indexOf(b.mark))[0];
  if (!found) return text;
  const { mark, match } = found;
  const before = text.slice(0, match.index);
  const at = offset + before.length;
  const inner = mark.nested ? strip(match[1] ?? '', at, entities) : (match[1] ?? '');
  entities.push({ kind: mark.kind, offset: at, length: inner.length });
  return before + inner + strip(text.slice(match.index + match[0].length), at + inner.length, entities);
}

const ADDRESS = /(?<![\p{L}\p{N}@.])(?:https?:\/\/|www\.)[^\s<>«»"]+|(?<![\p{L}\p{N}.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+/giu;

function addressesIn(body: string, entities: readonly Entity[]): Entity[] {
  const taken = entities.filter(({ kind }) => kind === 'link' || kind === 'code' || kind === 'pre');
  return [...body.matchAll(ADDRESS)].flatMap((match) => {
    // A full stop after an address ends the sentence; a bracket belongs to it only when it was opened in it.
    const text = match[0].replace(/[.,;:!?…'*_~]+$/u, '').replace(/\)+$/, (closing) => (match[0].includes('(') ? closing : ''));
    const offset = match.index;
    if (taken.some((other) => offset < other.offset + other.length && offset + text.length > other.offset)) return [];
    const href = text.includes('@') && !/^https?:/i.test(text) ? `mailto:${text}` : /^www\./i.test(text) ? `https://${text}` : text;
    return [{ kind: 'link' as const, offset, length: text.length, href }];
  });
}
