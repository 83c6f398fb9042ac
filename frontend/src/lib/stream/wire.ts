/** What the server says and hears on the socket `parta.v1`, and the shapes that HTTP answers share with it. */
import type { Schema } from '@/lib/api/schema';

export const SUBPROTOCOL = 'parta.v1';

export type ServerFrame = Schema<'ServerFrame'>;
export type ClientFrame = Schema<'ClientFrame'>;
export type Frame<Type extends ServerFrame['type']> = Extract<ServerFrame, { type: Type }>;

export type Welcome = Schema<'Welcome'>;
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
