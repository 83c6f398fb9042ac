// The school's office: many apply at once, one thinks again, a pupil changes class, a parent is tied to a child, and
// somebody who registered by phone has forgotten the password.
import { expect, test } from '@playwright/test';
import { demoAccount } from '../demo';
import { atComputer, codeSentTo, goTo, invite, logIn, message, onPhone, openChat, type Person, register, say } from '../people';

// The same person cannot register twice, and the stack may be an old one.
const run = Date.now().toString().slice(-7);
// Names have letters only.
const FAMILY = `Орлов${[...run].map((digit) => 'авеиклнорс'[Number(digit)]).join('')}`;
const NINA = { contact: `+7922${run}`, surname: FAMILY, name: 'Нина', born: '05.05.2013' };
const LEV = { contact: `lev-${run}@example.org`, surname: FAMILY, name: 'Лев', born: '06.06.2012' };
const VERA = { contact: `vera-${run}@example.org`, surname: FAMILY, name: 'Вера', patronymic: 'Ильинична', born: '07.07.1983' };
const PASSWORD = 'Новая-Пристань-17';

test.describe.configure({ mode: 'serial' });

let director: Person;
let nina: Person;
let lev: Person;
let vera: Person;
let linkForPupils = '';

test.beforeAll(async ({ browser }) => {
  director = await atComputer(browser);
  nina = await onPhone(browser);
  lev = await atComputer(browser);
  vera = await atComputer(browser);
});

test.afterAll(async () => {
  for (const person of [director, nina, lev, vera]) await person?.context.close();
});

test('two pupils and a parent apply; a child is not offered to found a school', async () => {
  const { login, password } = demoAccount('administrator');
  await logIn(director.page, login, password);
  linkForPupils = await invite(director.page, 'Учащийся');
  const linkForParents = await invite(director.page, 'Родитель');

  for (const [person, profile] of [
    [nina, NINA],
    [lev, LEV],
  ] as const) {
    await person.page.goto('/register');
    await register(person.page, profile);
    await expect(person.page.getByRole('heading', { name: `Здравствуйте, ${profile.name}!` })).toBeVisible();
    await expect(person.page.getByRole('link', { name: 'Основать организацию' })).toHaveCount(0);
    await apply(person);
  }
  await vera.page.goto(linkForParents);
  await vera.page.getByRole('link', { name: 'Зарегистрироваться' }).click();
  await register(vera.page, VERA);
  await vera.page.getByLabel('Чей вы родитель').fill(`${NINA.surname} ${NINA.name}, 7А`);
  await vera.page.getByRole('button', { name: 'Подать заявку' }).click();
  await expect(vera.page.getByText('На рассмотрении')).toBeVisible();
});

test('one takes the application back and applies again by the same link', async () => {
  await lev.page.getByRole('button', { name: 'Отозвать' }).click();
  await lev.page.getByRole('alertdialog').getByRole('button', { name: 'Отозвать' }).click();
  await expect(lev.page.getByText('На рассмотрении')).toHaveCount(0);
  await apply(lev);
});

test('both pupils are accepted at once', async () => {
  const { page } = director;
  await goTo(page, 'Заявки');
  await page.getByPlaceholder('Поиск по имени').fill(FAMILY);
  await page.getByRole('checkbox', { name: `Отметить: ${FAMILY} ${NINA.name}` }).press('Space');
  await page.getByRole('checkbox', { name: `Отметить: ${FAMILY} ${LEV.name}` }).press('Space');
  await page.getByRole('button', { name: 'Принять отмеченные: 2' }).click();
  await expect(nina.page.getByText('Принята')).toBeVisible();
  await expect(lev.page.getByText('Принята')).toBeVisible();
});

test('a parent is let in as the parent of a child', async () => {
  const { page } = director;
  await page.getByRole('listitem').filter({ hasText: 'Вера' }).getByRole('button', { name: 'Рассмотреть' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByPlaceholder('Найти по имени').fill(NINA.surname);
  await dialog.getByText(`${NINA.name} ${NINA.surname}`).click();
  await dialog.getByRole('button', { name: 'Принять' }).click();
  await expect(vera.page.getByText('Принята')).toBeVisible();
});

test('a second child is tied to the parent, and untied, in the class', async () => {
  const { page } = director;
  await goTo(page, 'Классы');
  await page.getByRole('link', { name: /7А/ }).click();
  await page.getByRole('button', { name: 'Связать родителя с ребёнком' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Ребёнок').selectOption(`${LEV.name} ${LEV.surname}`);
  await dialog.getByPlaceholder('Найти по имени').fill(VERA.surname);
  await dialog.getByText(`${VERA.name} ${VERA.surname}`).click();
  await dialog.getByRole('button', { name: 'Связать' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);

  const family = page.getByRole('listitem').filter({ hasText: `${VERA.name} ${VERA.surname}` });
  await expect(family).toContainText(LEV.name);
  await family.getByRole('button', { name: new RegExp(`и ${LEV.name}`) }).click();
  await page.getByRole('alertdialog').getByRole('button', { name: 'Убрать связь' }).click();
  await expect(family).not.toContainText(LEV.name);
});

test('a pupil moves to another class and finds its chat', async () => {
  const { page } = director;
  const row = page.getByRole('listitem').filter({ hasText: `${LEV.name} ${LEV.surname}` });
  await row.getByRole('button', { name: 'Перевести' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel(`${LEV.name} ${LEV.surname}`).selectOption('7Б');
  await dialog.getByRole('button', { name: 'Перевести' }).click();
  await expect(row).toHaveCount(0);

  await lev.page.goto('/messages');
  const chats = lev.page.getByRole('navigation', { name: 'Чаты' });
  await expect(chats.getByRole('link', { name: 'Общий · 7Б' })).toBeVisible();
  await expect(chats.getByRole('link', { name: 'Общий · 7А' })).toHaveCount(0);
});

test('a forgotten password is set anew by a code to the phone', async () => {
  const { page } = nina;
  await nina.context.clearCookies();
  await page.goto('/login');
  await page.getByRole('link', { name: 'Забыли пароль?' }).click();
  await page.getByLabel('Телефон или почта').fill(NINA.contact);
  await page.getByRole('button', { name: 'Получить код' }).click();
  await page.getByLabel('Код из сообщения').fill(await codeSentTo(page, NINA.contact));
  await page.getByLabel('Придумайте новый пароль').fill(PASSWORD);
  await page.getByRole('button', { name: 'Сменить пароль и войти' }).click();

  // What the device had kept of the session before must not end the new one.
  await goTo(page, 'Сообщения');
  await openChat(page, 'Общий · 7А');
  await say(page, 'Вспомнила пароль');
  await expect(message(page, 'Вспомнила пароль').getByText(/Отправлено|Прочитано/)).toBeAttached();
});

async function apply({ page }: Person): Promise<void> {
  await page.goto(linkForPupils);
  await page.getByRole('group', { name: 'Класс' }).getByRole('button', { name: '7А' }).click();
  await page.getByRole('button', { name: 'Подать заявку' }).click();
  await expect(page.getByText('На рассмотрении')).toBeVisible();
}
