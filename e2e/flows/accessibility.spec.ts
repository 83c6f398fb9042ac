// axe finds nothing on any screen, in light and dark, on a computer and on a phone.
import AxeBuilder from '@axe-core/playwright';
import { type Browser, expect, type Page, test } from '@playwright/test';
import { demoAccount, type Role } from '../demo';
import { DESKTOP, logIn, message, openChat, PHONE } from '../people';

test.describe.configure({ timeout: 300_000 });
// Dozens of screens: a trace of them all costs more than it tells.
test.use({ trace: 'off' });

type Screen = { name: string; open: (page: Page) => Promise<void> };

const LOOKS = [
  { look: 'light, computer', viewport: DESKTOP, colorScheme: 'light' },
  { look: 'dark, computer', viewport: DESKTOP, colorScheme: 'dark' },
  { look: 'light, phone', viewport: PHONE, colorScheme: 'light' },
  { look: 'dark, phone', viewport: PHONE, colorScheme: 'dark' },
] as const;

for (const { look, viewport, colorScheme } of LOOKS) {
  const wide = viewport === DESKTOP;

  test(`whoever is signed out finds every screen readable (${look})`, async ({ browser }) => {
    const page = await (await browser.newContext({ viewport, colorScheme })).newPage();
    await expectReadable(page, [
      at('/login', 'Вход'),
      at('/register', 'Регистрация'),
      at('/reset', /парол/i),
      at('/outbox', /./),
      at('/join/there-is-no-such-link', 'Приглашение'),
      {
        name: 'registration, second step, with errors',
        open: async () => {
          await page.goto('/register');
          await page.getByLabel('Телефон или почта').fill('somebody@example.org');
          await page.getByRole('button', { name: 'Продолжить' }).click();
          await page.getByRole('button', { name: 'Получить код' }).click();
          await expect(page.getByText('Напишите фамилию.')).toBeVisible();
        },
      },
    ]);
    await page.context().close();
  });

  test(`the administrator finds every screen readable (${look})`, async ({ browser }) => {
    const page = await signedIn(browser, 'administrator', { viewport, colorScheme });
    const home = new URL(page.url()).pathname;
    const places = ['members', 'classes', 'invitations', 'applications'].map((place) => at(`${home}/${place}`, /./));
    await expectReadable(page, [
      at(home, /./),
      ...places,
      at('/settings', 'Настройки'),
      at('/welcome', 'Ещё одна организация'),
      at('/found', 'Новая организация'),
      ...(wide ? [] : [at('/more', 'Ещё')]),
      {
        name: 'a class',
        open: async () => {
          await page.goto(`${home}/classes`);
          await page.getByRole('link', { name: /7А/ }).first().click();
          await expect(page.getByText('классный руководитель').first()).toBeVisible();
        },
      },
      {
        name: 'the sheet with the QR code',
        open: async () => {
          const { invitations } = await (await page.request.get(`/api${home.replace('/o/', '/organizations/')}/invitations`)).json();
          await page.goto(`${home}/invitations/${invitations[0].id}/sheet`);
          await expect(page.getByRole('img', { name: 'QR-код приглашения' })).toBeVisible();
        },
      },
      at('/setup#a-link-that-was-used', 'Стать оператором'),
      dialog('a new class', `${home}/classes`, 'Создать класс'),
      dialog('an invitation', `${home}/invitations`, 'Создать ссылку'),
      dialog('a member', `${home}/members`, /^Изменить/),
    ]);
    await page.context().close();
  });

  test(`a teacher finds the messenger readable (${look})`, async ({ browser }) => {
    const page = await signedIn(browser, 'teacher', { viewport, colorScheme });
    const conversation = async () => {
      await page.goto('/messages');
      await openChat(page, 'Общий · 7А');
      await expect(message(page, '').last()).toBeVisible();
    };
    await expectReadable(page, [
      at('/messages', 'Сообщения'),
      { name: 'a conversation', open: conversation },
      {
        name: 'the menu of a message',
        open: async () => {
          await conversation();
          await message(page, '').last().click({ button: 'right' });
          await expect(page.getByRole('menu')).toBeVisible();
        },
      },
      {
        name: 'about the chat',
        open: async () => {
          await conversation();
          await page.getByRole('button', { name: /Общий · 7А/ }).click();
          await expect(page.getByRole('dialog')).toContainText('участник');
        },
      },
      {
        name: 'a channel in which one only reads',
        open: async () => {
          await page.goto('/messages');
          await openChat(page, 'Общешкольный канал');
          await expect(message(page, '').last()).toBeVisible();
        },
      },
      dialog('a new chat', '/messages', 'Новый чат'),
    ]);
    await page.context().close();
  });

  test(`the operator finds the own page readable (${look})`, async ({ browser }) => {
    const page = await signedIn(browser, 'operator', { viewport, colorScheme });
    await expectReadable(page, [at('/operator', 'Организации')]);
    await page.context().close();
  });
}

function at(path: string, heading: string | RegExp): Screen {
  return {
    name: path,
    open: async (page) => {
      await page.goto(path);
      await expect(page.getByRole('heading', { name: heading, level: 1 })).toBeVisible();
    },
  };
}

function dialog(name: string, path: string, button: string | RegExp): Screen {
  return {
    name,
    open: async (page) => {
      await page.goto(path);
      await page.getByRole('button', { name: button }).first().click();
      await expect(page.getByRole('dialog')).toBeVisible();
    },
  };
}

async function signedIn(browser: Browser, role: Role, look: { viewport: typeof DESKTOP; colorScheme: 'light' | 'dark' }): Promise<Page> {
  const page = await (await browser.newContext(look)).newPage();
  const { login, password } = demoAccount(role);
  await logIn(page, login, password);
  return page;
}

/** What axe finds on each screen, when nothing loads or moves any more. */
async function expectReadable(page: Page, screens: Screen[]): Promise<void> {
  const found: Record<string, string[]> = {};
  for (const { name, open } of screens) {
    await open(page);
    await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
    await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
    const { violations } = await new AxeBuilder({ page }).analyze();
    const words = violations.flatMap(({ id, nodes }) => nodes.map(({ target, failureSummary }) => `${id} ${target} ${failureSummary}`));
    if (words.length) found[name] = words;
  }
  expect(found).toEqual({});
}
