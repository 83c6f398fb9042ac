// The first school talks: three people, three browsers, from an empty profile to a conversation and out of it again.
import { expect, test } from '@playwright/test';
import {
  atComputer,
  goTo,
  invite,
  message,
  onPhone,
  openChat,
  type Person,
  register,
  say,
  withMessage,
} from '../people';

const CHAT = 'Общий · 7А';
// The same person cannot register twice, and the stack may be an old one.
const run = Date.now().toString().slice(-7);
const OLGA = { contact: `olga-${run}@example.org`, surname: 'Галутина', name: 'Ольга', patronymic: 'Витальевна', born: '12.04.1985' };
const ANDREY = { contact: `+7921${run}`, surname: 'Химин', name: 'Андрей', patronymic: 'Павлович', born: '03.02.1979' };
const MASHA = { contact: `masha-${run}@example.org`, surname: 'Петрова', name: 'Маша', born: '01.09.2012' };

test.describe.configure({ mode: 'serial' });

let olga: Person;
let andrey: Person;
let masha: Person;
let linkForTeachers = '';
let linkForPupils = '';

test.beforeAll(async ({ browser }) => {
  olga = await atComputer(browser);
  andrey = await atComputer(browser);
  masha = await onPhone(browser);
});

test.afterAll(async () => {
  for (const person of [olga, andrey, masha]) await person?.context.close();
});

test('a teacher registers by e-mail and founds a school with a class', async () => {
  const { page } = olga;
  await page.goto('/register');
  await register(page, OLGA);
  await expect(page.getByRole('heading', { name: 'Здравствуйте, Ольга!' })).toBeVisible();

  await page.getByRole('link', { name: 'Основать организацию' }).click();
  await page.getByLabel('Полное название').fill('Средняя школа № 17 г. Твери');
  await page.getByLabel('Короткое название').fill('Школа № 17');
  await page.getByLabel('Регион').fill('Тверская область');
  await page.getByRole('button', { name: 'Основать' }).click();
  await expect(page.getByRole('heading', { name: 'Школа № 17', level: 1 })).toBeVisible();

  await goTo(page, 'Классы');
  await page.getByRole('button', { name: 'Создать класс' }).first().click();
  await page.getByLabel('Год обучения').selectOption('7');
  await page.getByRole('dialog').getByRole('button', { name: 'Создать' }).click();
  await expect(page.getByRole('link', { name: /7А/ })).toBeVisible();
});

test('she takes the role of a teacher, leads the class and makes links', async () => {
  const { page } = olga;
  await goTo(page, 'Участники');
  await page.getByRole('button', { name: /Изменить: .*Галутина/ }).click();
  const member = page.getByRole('dialog');
  await member.getByRole('group', { name: 'Роли' }).getByRole('button', { name: 'Учитель' }).click();
  await member.getByRole('button', { name: 'Сохранить' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  await goTo(page, 'Классы');
  await page.getByRole('link', { name: /7А/ }).click();
  await page.getByRole('button', { name: 'Назначить классного руководителя' }).click();
  await page.getByRole('dialog').getByPlaceholder('Найти по имени').fill('Галутина');
  await page.getByRole('dialog').getByText('Ольга Витальевна Галутина').click();
  await page.getByRole('dialog').getByRole('button', { name: 'Добавить' }).click();
  await expect(page.getByText('классный руководитель')).toBeVisible();

  linkForTeachers = await invite(page, 'Учитель');
  linkForPupils = await invite(page, 'Учащийся');
});

test('a teacher registers by phone and a pupil by e-mail, each by a link, and apply', async () => {
  await andrey.page.goto(linkForTeachers);
  await andrey.page.getByRole('link', { name: 'Зарегистрироваться' }).click();
  await register(andrey.page, ANDREY);
  await andrey.page.getByRole('group', { name: 'Ваши классы' }).getByRole('button', { name: '7А' }).click();
  await andrey.page.getByRole('button', { name: 'Подать заявку' }).click();
  await expect(andrey.page.getByText('На рассмотрении')).toBeVisible();

  await masha.page.goto(linkForPupils);
  await masha.page.getByRole('link', { name: 'Зарегистрироваться' }).click();
  await register(masha.page, MASHA);
  await masha.page.getByRole('group', { name: 'Класс' }).getByRole('button', { name: '7А' }).click();
  await masha.page.getByRole('button', { name: 'Подать заявку' }).click();
  await expect(masha.page.getByText('На рассмотрении')).toBeVisible();
});

test('one is accepted, the other reads why not, applies again and is accepted', async () => {
  const { page } = olga;
  await expect(page.getByRole('link', { name: /Заявки.*2/ })).toBeVisible();
  await goTo(page, 'Заявки');
  await page.getByRole('listitem').filter({ hasText: 'Химин' }).getByRole('button', { name: 'Принять' }).click();
  await expect(andrey.page.getByText('Принята')).toBeVisible();

  await page.getByRole('listitem').filter({ hasText: 'Петрова' }).getByRole('button', { name: 'Петрова' }).click();
  await page.getByRole('button', { name: 'Отклонить…' }).click();
  await page.getByRole('radio', { name: 'Не удалось понять, кто это' }).check();
  await page.getByRole('dialog').getByRole('button', { name: 'Отклонить', exact: true }).click();
  await expect(masha.page.getByText('Отклонена: не удалось понять, кто вы.')).toBeVisible();

  await masha.page.getByLabel('Пояснение, если нужно').fill('Я Маша из 7А, сижу за третьей партой');
  await masha.page.getByRole('group', { name: 'Класс' }).getByRole('button', { name: '7А' }).click();
  await masha.page.getByRole('button', { name: 'Подать заявку' }).click();
  await page.getByRole('listitem').filter({ hasText: 'Петрова' }).getByRole('button', { name: 'Принять' }).click();
  await expect(masha.page.getByText('Принята')).toBeVisible();
});

test('they talk in the chat of the class, both ways and at once', async () => {
  await goTo(olga.page, 'Сообщения');
  await openChat(olga.page, CHAT);
  await masha.page.getByRole('link', { name: 'Войти' }).click();
  await goTo(masha.page, 'Сообщения');
  await expect(masha.page.getByRole('link', { name: CHAT })).toBeVisible();

  await say(olga.page, 'Завтра контрольная, возьмите линейки');
  await expect(masha.page.getByRole('link', { name: CHAT })).toContainText('1');
  await expect(masha.page.getByRole('link', { name: CHAT })).toContainText('возьмите линейки');
  await expect(message(olga.page, 'линейки').getByText('Отправлено')).toBeAttached();

  await openChat(masha.page, CHAT);
  await expect(message(masha.page, 'линейки')).toContainText('Ольга Витальевна Галутина');
  await expect(message(olga.page, 'линейки').getByText('Прочитано')).toBeAttached();

  await say(masha.page, 'А циркуль?');
  await expect(message(olga.page, 'А циркуль?')).toContainText('Маша Петрова');
});

test('they reply, edit and delete, and the other sees it', async () => {
  await withMessage(olga.page, 'А циркуль?', 'Ответить');
  await say(olga.page, 'И циркуль тоже');
  await expect(message(masha.page, 'И циркуль тоже')).toContainText('А циркуль?');

  await withMessage(olga.page, 'возьмите линейки', 'Изменить');
  const field = olga.page.getByRole('textbox', { name: 'Сообщение' });
  await expect(field).toHaveValue('Завтра контрольная, возьмите линейки');
  await field.fill('Послезавтра контрольная, возьмите линейки');
  await olga.page.getByRole('button', { name: 'Сохранить' }).click();
  await expect(message(masha.page, 'Послезавтра контрольная')).toContainText('изменено');

  await say(masha.page, 'Ой, это не сюда');
  await expect(message(olga.page, 'Ой, это не сюда')).toBeVisible();
  await withMessage(masha.page, 'Ой, это не сюда', 'Удалить');
  await masha.page.getByRole('button', { name: 'Удалить у всех' }).click();
  await expect(olga.page.getByRole('log').getByText('Сообщение удалено')).toBeVisible();
  await expect(message(olga.page, 'Ой, это не сюда')).toHaveCount(0);
});

test('a page loaded anew shows the same conversation', async () => {
  await masha.page.reload();
  await expect(message(masha.page, 'И циркуль тоже')).toBeVisible();
  await expect(message(masha.page, 'Послезавтра контрольная')).toBeVisible();
  await expect(masha.page.getByRole('log').getByText('Сообщение удалено')).toBeVisible();
});

test('what is written without a line arrives once when it is back, and nothing is missed', async () => {
  await masha.context.setOffline(true);
  await say(masha.page, 'Пишу из метро');
  await expect(message(masha.page, 'Пишу из метро').getByText('Отправляется')).toBeAttached();
  await say(olga.page, 'Линейки нужны по 30 см');
  await expect(message(olga.page, 'Пишу из метро')).toHaveCount(0);

  await masha.context.setOffline(false);
  await expect(message(masha.page, 'Пишу из метро').getByText(/Отправлено|Прочитано/)).toBeAttached();
  await expect(message(masha.page, 'по 30 см')).toHaveCount(1);
  await expect(message(olga.page, 'Пишу из метро')).toHaveCount(1);
});

test('whoever was away finds a counter, which goes when he reads', async () => {
  const { page } = andrey;
  await page.goto('/messages');
  const chat = page.getByRole('navigation', { name: 'Чаты' }).getByRole('link', { name: CHAT });
  await expect(chat).toContainText('Есть непрочитанные');

  await openChat(page, CHAT);
  await expect(message(page, 'Пишу из метро')).toBeVisible();
  await expect(chat).not.toContainText('Есть непрочитанные');
});

test('somebody who was removed reads and writes no more', async () => {
  const { page } = olga;
  await goTo(page, 'Участники');
  await page.getByRole('button', { name: 'Изменить: Маша Петрова' }).click();
  await page.getByRole('button', { name: 'Удалить из организации' }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Удалить' }).click();
  await expect(page.getByText('Больше не участник')).toBeVisible();

  await expect(masha.page.getByRole('textbox', { name: 'Сообщение' })).toHaveCount(0);
  await masha.page.reload();
  await expect(masha.page.getByText('Чата здесь нет')).toBeVisible();
  await expect(masha.page.getByText('Линейки')).toHaveCount(0);
});
