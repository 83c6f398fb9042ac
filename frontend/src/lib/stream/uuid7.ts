/**
 * A UUIDv7: its first 48 bits are the time, so that ids made one after another on a device sort in that order.
 * `crypto.randomUUID` is missing over plain http; `getRandomValues` is there everywhere.
 */
export function uuid7(now: number = Date.now()): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  const time = Math.max(now, lastTime);
  if (time === lastTime) counter += 1;
  else counter = 0;
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

let lastTime = 0;
let counter = 0;
