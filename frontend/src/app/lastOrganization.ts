const REMEMBERED = 'parta.organization';

/** The organisation whose pages were looked at last. */
export function lastOrganization(): number | undefined {
  return Number(localStorage.getItem(REMEMBERED)) || undefined;
}

export function rememberOrganization(id: number): void {
  localStorage.setItem(REMEMBERED, String(id));
}
