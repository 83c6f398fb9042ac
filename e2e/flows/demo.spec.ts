// Everybody whom `parta demo accounts` names can look around the demo school.
import { expect, test } from '@playwright/test';
import { demoAccount, demoAccounts, type Role } from '../demo';
import { goTo, logIn, message, openChat } from '../people';

const ROLES: Role[] = ['operator', 'administrator', 'teacher', 'pupil', 'parent'];

for (const role of ROLES) {
  test(`the ${role} of the demo school signs in, sees where things are, and signs out`, async ({ page }) => {
    const account = demoAccount(role);
    await logIn(page, account.login, account.password);

    const places = page.getByRole('navigation', { name: 'Разделы' });
    await expect(places.getByRole('link', { name: 'Оператор' })).toHaveCount(role === 'operator' ? 1 : 0);
    await expect(places.getByRole('link', { name: 'Заявки' })).toHaveCount(role === 'administrator' || role === 'teacher' ? 1 : 0);
    await goTo(page, 'Сообщения');
    await expect(page.getByRole('heading', { name: 'Сообщения', level: 1 })).toBeVisible();

    await goTo(page, 'Настройки');
    await page.getByRole('button', { name: 'Выйти', exact: true }).click();
    await expect(page.getByRole('heading', { name: 'Вход' })).toBeVisible();
  });
}

test('every role that lives in the school is among the demo accounts', () => {
  expect(new Set(demoAccounts().map(({ role }) => role))).toEqual(new Set(ROLES));
});

test('a pupil finds a week of talk in the chat of the class', async ({ page }) => {
  const pupil = demoAccount('pupil');
  await logIn(page, pupil.login, pupil.password);
  await goTo(page, 'Сообщения');
  await openChat(page, 'Общий ·');
  await expect(message(page, '').first()).toBeVisible();
});

test('a wrong password is refused with words that help', async ({ page }) => {
  await page.goto('/login');
  await page.getByLabel('Телефон или почта').fill(demoAccount('parent').login);
  await page.getByLabel('Пароль', { exact: true }).fill('не тот пароль');
  await page.getByRole('button', { name: 'Войти' }).click();
  await expect(page.getByRole('alert').first()).toContainText(/парол/i);
});
