/** What a person typed into «телефон или почта», as the server takes it. */
export type Contact = { phone: string } | { email: string };

export function contactOf(typed: string): Contact | undefined {
  const text = typed.trim();
  if (text.includes('@')) return /^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(text) ? { email: text.toLowerCase() } : undefined;
  const phone = phoneOf(text);
  return phone ? { phone } : undefined;
}

/** E.164 of a number as people write it here: «8 921 …», «+7 921 …», «921 …». */
export function phoneOf(typed: string): string | undefined {
  const digits = typed.replace(/\D/g, '');
  if (/[^\d\s()+-]/.test(typed)) return undefined;
  if (typed.trim().startsWith('+')) return /^\d{10,15}$/.test(digits) ? `+${digits}` : undefined;
  if (/^[78]\d{10}$/.test(digits)) return `+7${digits.slice(1)}`;
  if (/^9\d{9}$/.test(digits)) return `+7${digits}`;
  return undefined;
}

/** «+7 921 123-45-67». */
export function phoneInWords(phone: string): string {
  const russian = /^\+7(\d{3})(\d{3})(\d{2})(\d{2})$/.exec(phone);
  return russian ? `+7 ${russian[1]} ${russian[2]}-${russian[3]}-${russian[4]}` : phone;
}
