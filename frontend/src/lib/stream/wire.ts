/** What the server says and hears on the socket `parta.v1`, and the shapes that HTTP answers share with it. */
import type { Schema } from '@/lib/api/schema';

export const SUBPROTOCOL = 'parta.v1';

export type ServerFrame = Schema<'ServerFrame'>;
export type ClientFrame = Schema<'ClientFrame'>;
export type Frame<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>;

export type Welcome = Schema<'Welcome'>;
/** The `welcome` of whoever has no socket. */
export type Digest = Schema<'Digest'>;
export type ChangedChat = Schema<'ChangedChat'>;
export type ChatEvent = Schema<'ChatEvent'>;
export type DiffAnswer = Schema<'DiffAnswer'>;
export type Reset = Schema<'Reset'>;
export type UserEvent = Schema<'UserEvent'>;
export type UserDiffAnswer = Schema<'UserDiffAnswer'>;
export type Ack = Schema<'Ack'>;
export type Nack = Schema<'Nack'>;
export type Limits = Schema<'Limits'>;
export type MessageView = Schema<'MessageView'>;
export type Entity = Schema<'Entity'>;
export type ServerEvent = Schema<'ServerEvent'>;

/** What the core reads of a chat's card; the whole card is the contract's `ChatView`. */
export interface Card {
  id: number;
  pts: number;
  last_seq: number;
  read_seq: number;
  unread: number;
  marked_unread: boolean;
  visible_from_seq: number;
  others_read_seq?: number;
  preview: MessageView | null;
}
