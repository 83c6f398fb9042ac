/** What was written as a list: «Химия, Биология». */
export function subjectsIn(typed: string): string[] {
  const subjects = typed
    .split(/[,;]/)
    .map((each) => each.trim())
    .filter(Boolean);
  return [...new Set(subjects)];
}
