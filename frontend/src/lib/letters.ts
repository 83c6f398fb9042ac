/** «ОК» of «Общешкольный канал», «Г1» of «Гимназия № 1», «7А» of «7А». */
export function lettersOf(title: string): string {
  const words = title.split(/[^\p{L}\p{N}]+/u).filter(Boolean);
  const [first = '', second = ''] = words;
  if (/^\d+\p{L}?$/u.test(first)) return first.slice(0, 3).toUpperCase();
  return `${first.slice(0, 1)}${second.slice(0, 1)}`.toUpperCase();
}
