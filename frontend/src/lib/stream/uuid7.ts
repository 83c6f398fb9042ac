/**
 * A UUIDv7: its first 48 bits are the time, so that ids made one after another on a device sort in that order.
 * `crypto.randomUUID` is missing over plain http; `getRandomValues` is there everywhere.
 */
export function uuid7(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  counter = now > lastTime ? 0 : counter + 1;
  const time = Math.max(now, lastTime) + (counter > MOST_IN_A_MS ? 1 : 0);
  if (time > lastTime) counter = 0;
  lastTime = time;
  new DataView(bytes.buffer).setUint32(0, Math.floor(time / 0x10000));
  new DataView(bytes.buffer).setUint16(4, time % 0x10000);
  // Version 7, then a counter: two ids of the same millisecond keep their order, too.
  bytes[6] = 0x70 | ((counter >> 8) & 0x0f);
  bytes[7] = counter & 0xff;
  bytes[8] = 0x80 | ((bytes[8] ?? 0) & 0x3f);
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
}

/** Ids made from now on sort after this one, whatever the clock says: it may have been set back since. */
export function sortAfter(id: string): void {
  const time = Number.parseInt(id.slice(0, 8) + id.slice(9, 13), 16);
  if (time < lastTime) return;
  lastTime = time + 1;
  counter = 0;
}

const MOST_IN_A_MS = 0xfff;
let lastTime = 0;
let counter = 0;
