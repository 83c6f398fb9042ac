// People of the flows: each has a browser context of his own, as on a machine of his own.
import { type Browser, type BrowserContext, expect, type Page } from '@playwright/test';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };

export type Person = { page: Page; context: BrowserContext };

export async function atComputer(browser: Browser): Promise<Person> {
  const context = await browser.newContext({ viewport: DESKTOP });
  return { context, page: await context.newPage() };
}

export async function onPhone(browser: Browser): Promise<Person> {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
  return { context, page: await context.newPage() };
}

type SentMessage = { to: string; code: string | null };

/** The newest code that was sent to an address, as the outbox page of the demo shows it. */
export async function codeSentTo(page: Page, address: string): Promise<string> {
  let code = '';
  await expect
    .poll(async () => {
      const sent: SentMessage[] = await (await page.request.get('/api/outbox')).json();
      code = sent.find((message) => message.to === address)?.code ?? '';
      return code;
    })
    .toMatch(/^\d{6}$/);
  return code;
}
