// People of the flows: each has a browser context of his own, as on a machine of his own.
import { type Browser, type BrowserContext, expect, type Locator, type Page } from '@playwright/test';

export const DESKTOP = { width: 1440, height: 900 };
export const PHONE = { width: 390, height: 844 };
export const PASSWORD = 'Тихая-Заводь-71';

export type Person = { page: Page; context: BrowserContext };
export type Profile = { contact: string; surname: string; name: string; patronymic?: string; born: string };

export async function atComputer(browser: Browser): Promise<Person> {
  const context = await browser.newContext({ viewport: DESKTOP });
  return { context, page: await context.newPage() };
}

export async function onPhone(browser: Browser): Promise<Person> {
  const context = await browser.newContext({ viewport: PHONE, hasTouch: true, isMobile: true });
  return { context, page: await context.newPage() };
}

// --- accounts --------------------------------------------------------------------------------------------------------

/** From the page of registration to whatever it leads to. */
export async function register(page: Page, { contact, surname, name, patronymic = '', born }: Profile): Promise<void> {
  await page.getByLabel('Телефон или почта').fill(contact);
  await page.getByRole('button', { name: 'Продолжить' }).click();
  await page.getByLabel('Фамилия').fill(surname);
  await page.getByLabel('Имя', { exact: true }).fill(name);
  await page.getByLabel('Отчество').fill(patronymic);
  await page.getByLabel('Дата рождения').fill(born);
  await page.getByLabel('Придумайте пароль').fill(PASSWORD);
  await page.getByRole('button', { name: 'Получить код' }).click();
  await expect(page.getByRole('heading', { name: 'Код подтверждения' })).toBeVisible();
  await page.getByLabel('Шесть цифр').fill(await codeSentTo(page, contact));
  await expect(page.getByRole('heading', { name: 'Код подтверждения' })).toBeHidden();
}

export async function logIn(page: Page, contact: string, password: string): Promise<void> {
  await page.goto('/login');
  await page.getByLabel('Телефон или почта').fill(contact);
  await page.getByLabel('Пароль', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByRole('navigation', { name: 'Разделы' })).toBeVisible();
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

// --- the school ------------------------------------------------------------------------------------------------------

export async function goTo(page: Page, place: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Разделы' }).getByRole('link', { name: place }).click();
}

/** Make an invitation on the page «Приглашения» and return its address. */
export async function invite(page: Page, role: string): Promise<string> {
  await goTo(page, 'Приглашения');
  await page.getByRole('button', { name: 'Создать ссылку' }).first().click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Кого приглашаете').selectOption(role);
  await dialog.getByRole('button', { name: 'Создать ссылку' }).click();
  await expect(dialog.getByText('Ссылка готова')).toBeVisible();
  const address = await dialog.getByText(/\/join\//).innerText();
  await closeDialog(page);
  return address;
}

export async function closeDialog(page: Page): Promise<void> {
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

// --- the conversation ------------------------------------------------------------------------------------------------

/** The bubble with these words. */
export function message(page: Page, words: string): Locator {
  return page.getByRole('log').getByRole('article').filter({ hasText: words });
}

export async function openChat(page: Page, title: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Чаты' }).getByRole('link', { name: title }).click();
  await expect(page.getByRole('log')).toBeVisible();
}

export async function say(page: Page, words: string): Promise<void> {
  await page.getByRole('textbox', { name: 'Сообщение' }).fill(words);
  await page.getByRole('button', { name: 'Отправить' }).click();
}

/** Choose from the menu of a message. */
export async function withMessage(page: Page, words: string, action: string): Promise<void> {
  await message(page, words).click({ button: 'right' });
  await page.getByRole('menuitem', { name: action }).click();
}
