// The stream loses nothing: networks without WebSockets, several tabs and devices, phones that sleep, clocks that are
// wrong, browsers that keep nothing.
import { type Browser, type BrowserContext, expect, type Page, test } from '@playwright/test';
import { demoAccount, type Role } from '../demo';
import { atComputer, goTo, logIn, message, onPhone, openChat, type Person, say } from '../people';

const CHAT = 'Общий · 7А';
const DAY_MS = 86_400_000;
const NO_SOCKETS = 'Сеть не пропускает быстрое соединение';

// Sleep, full disks and polling take their time on a slow machine.
const soon = expect.configure({ timeout: 30_000 });
test.describe.configure({ mode: 'serial', timeout: 240_000 });

let teacher: Person;
let pupil: Person;
const run = Date.now().toString().slice(-5);
const words = (text: string) => `${text} ${run}`;

test.beforeAll(async ({ browser }) => {
  teacher = await atComputer(browser);
  pupil = await onPhone(browser);
  await enter(teacher.page, 'teacher');
  await enter(pupil.page, 'pupil');
});

test.afterAll(async () => {
  for (const person of [teacher, pupil]) await person?.context.close();
});

test('a network that lets no WebSocket through is polled, and the socket takes over when it opens', async ({ browser }) => {
  const { context, page } = await atAnotherDevice(browser, teacher);
  let blocked = true;
  await page.routeWebSocket(/\/ws$/, (socket) => (blocked ? socket.close() : void socket.connectToServer()));
  await openClassChat(page);
  await soon(page.getByText(NO_SOCKETS)).toBeVisible();

  await say(page, words('Пишу без сокета'));
  await soon(message(page, words('Пишу без сокета')).getByText(/Отправлено|Прочитано/)).toBeAttached();
  await soon(message(pupil.page, words('Пишу без сокета'))).toBeVisible();
  await say(pupil.page, words('И я вас слышу'));
  await soon(message(page, words('И я вас слышу'))).toBeVisible();
  await soon(message(page, words('Пишу без сокета'))).toHaveCount(1);

  blocked = false;
  await page.evaluate(() => window.dispatchEvent(new Event('online')));
  await soon(page.getByText(NO_SOCKETS)).toBeHidden();
  await say(page, words('Теперь с сокетом'));
  await soon(message(pupil.page, words('Теперь с сокетом'))).toBeVisible();
  await context.close();
});

test('two tabs and another device show the same, once', async ({ browser }) => {
  const other = await atAnotherDevice(browser, teacher);
  await other.page.goto('/messages');
  const tab = await teacher.context.newPage();
  await openClassChat(tab);

  await say(tab, words('Из второй вкладки'));
  await say(pupil.page, words('Ответ всем'));
  for (const page of [tab, teacher.page]) {
    await soon(message(page, words('Из второй вкладки'))).toHaveCount(1);
    await soon(message(page, words('Ответ всем'))).toHaveCount(1);
  }

  // What is read on one device is read on the other.
  const line = other.page.getByRole('navigation', { name: 'Чаты' }).getByRole('link', { name: CHAT });
  await soon(line).toContainText(words('Ответ всем'));
  await soon(line).not.toContainText('Есть непрочитанные');
  await goTo(teacher.page, 'Главная');
  await goTo(tab, 'Главная');
  await say(pupil.page, words('Кто прочтёт?'));
  await soon(line).toContainText('Есть непрочитанные');
  await openClassChat(teacher.page);
  await soon(line).not.toContainText('Есть непрочитанные');

  await tab.close();
  await other.context.close();
});

test('what is written while the tab with the socket sleeps is sent, and a tab that wakes has missed nothing', async () => {
  const tab = await teacher.context.newPage();
  await openClassChat(tab);
  const wake = await freeze(teacher.page);

  await say(tab, words('Пока та вкладка спит'));
  await soon(message(pupil.page, words('Пока та вкладка спит'))).toHaveCount(1);
  await say(pupil.page, words('Доброе утро'));
  await soon(message(tab, words('Доброе утро'))).toBeVisible();

  await wake();
  await soon(message(teacher.page, words('Доброе утро'))).toHaveCount(1);
  await soon(message(teacher.page, words('Пока та вкладка спит'))).toHaveCount(1);
  await tab.close();
  await say(teacher.page, words('Снова одна'));
  await soon(message(pupil.page, words('Снова одна'))).toHaveCount(1);
});

test('a phone that slept catches up when it wakes', async () => {
  const wake = await freeze(pupil.page);
  await say(teacher.page, words('Кто спит?'));
  await soon(message(teacher.page, words('Кто спит?')).getByText('Отправлено')).toBeAttached();

  await wake();
  await soon(message(pupil.page, words('Кто спит?'))).toHaveCount(1);
  await say(pupil.page, words('Уже нет'));
  await soon(message(teacher.page, words('Уже нет'))).toHaveCount(1);
});

test('a clock that is wrong by a day changes neither order nor days', async ({ browser }) => {
  for (const ahead of [DAY_MS, -DAY_MS]) {
    const { context, page } = await atAnotherDevice(browser, teacher);
    await setClock(context, ahead);
    await openClassChat(page);

    await say(page, words(`Часы ${ahead}`));
    await say(pupil.page, words(`Вижу ${ahead}`));
    await soon(message(page, words(`Часы ${ahead}`)).getByText(/Отправлено|Прочитано/)).toBeAttached();
    await soon(message(pupil.page, words(`Часы ${ahead}`))).toHaveCount(1);
    await soon(message(page, '').last()).toContainText(words(`Вижу ${ahead}`));
    // Of today, hence with the hour and not «Вчера».
    await soon(page.getByRole('navigation', { name: 'Чаты' }).getByRole('link', { name: CHAT })).toContainText(/\d\d:\d\d/);
    await context.close();
  }
});

test('a device whose storage is full, then emptied, loses nothing', async () => {
  const { page, context } = teacher;
  const devtools = await context.newCDPSession(page);
  const { origin } = new URL(page.url());
  await devtools.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 });
  await say(page, words('Место кончилось'));
  await soon(message(pupil.page, words('Место кончилось'))).toHaveCount(1);
  await say(pupil.page, words('А я пишу'));
  await soon(message(page, words('А я пишу'))).toHaveCount(1);
  await page.reload();
  await soon(message(page, words('А я пишу'))).toHaveCount(1);
  await soon(message(page, words('Место кончилось'))).toHaveCount(1);
  await devtools.send('Storage.overrideQuotaForOrigin', { origin });

  await devtools.send('Storage.clearDataForOrigin', { origin, storageTypes: 'indexeddb' });
  await say(page, words('Всё стёрли'));
  await soon(message(pupil.page, words('Всё стёрли'))).toHaveCount(1);
  await page.reload();
  await soon(message(page, words('Всё стёрли'))).toHaveCount(1);
});

async function enter(page: Page, role: Role): Promise<void> {
  const { login, password } = demoAccount(role);
  await logIn(page, login, password);
  await openClassChat(page);
}

async function openClassChat(page: Page): Promise<void> {
  await page.goto('/messages');
  await openChat(page, CHAT);
}

/** A second device of the person, signed in already. */
async function atAnotherDevice(browser: Browser, person: Person): Promise<Person> {
  const other = await atComputer(browser);
  await other.context.addCookies(await person.context.cookies());
  return other;
}

/** As an operating system stops a page; gives the way to let it go on. */
async function freeze(page: Page): Promise<() => Promise<void>> {
  const devtools = await page.context().newCDPSession(page);
  await devtools.send('Page.setWebLifecycleState', { state: 'frozen' });
  return async () => {
    await devtools.send('Page.setWebLifecycleState', { state: 'active' });
    await devtools.detach();
  };
}

/** The clock of this browser is so much ahead. */
async function setClock(context: BrowserContext, ms: number): Promise<void> {
  await context.addInitScript((ahead) => {
    const Right = Date;
    globalThis.Date = new Proxy(Right, {
      construct: (target, given) => (given.length === 0 ? new target(Right.now() + ahead) : new target(...(given as [number]))),
      get: (target, name) => (name === 'now' ? () => Right.now() + ahead : Reflect.get(target, name)),
    });
  }, ms);
}
