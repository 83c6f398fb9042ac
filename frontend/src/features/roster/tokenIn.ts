/** The token of a pasted address, or of the token alone. */
export function tokenIn(typed: string): string | undefined {
  const text = typed.trim();
  return /\/join\/([\w-]{8,64})/.exec(text)?.[1] ?? /^[\w-]{16,64}$/.exec(text)?.[0];
}
