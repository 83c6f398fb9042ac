// What the README shows: the home page of the school and a conversation, as a teacher sees them.
import { statSync } from 'node:fs';
import { expect, type Page, test } from '@playwright/test';
import { demoAccount } from '../demo';
import { goTo, logIn, message, openChat } from '../people';
import { ROOT } from '../stack';

const LARGEST_BYTES = 200_000;

test.use({ viewport: { width: 1280, height: 800 }, colorScheme: 'light' });

test('the README has its pictures', async ({ page }) => {
  const { login, password } = demoAccount('teacher');
  await logIn(page, login, password);
  await goTo(page, 'Главная');
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible();
  await picture(page, 'home');

  await goTo(page, 'Сообщения');
  await openChat(page, 'Общий · 7А');
  await expect(message(page, '').last()).toBeVisible();
  await picture(page, 'conversation');
});

/** When nothing loads or moves any more. */
async function picture(page: Page, name: string): Promise<void> {
  await expect(page.locator('[aria-busy=true]')).toHaveCount(0);
  await page.evaluate(() => Promise.all(document.getAnimations().map((animation) => animation.finished.catch(() => undefined))));
  const path = `${ROOT}docs/images/${name}.png`;
  await page.screenshot({ path, animations: 'disabled', caret: 'hide' });
  expect(statSync(path).size).toBeLessThan(LARGEST_BYTES);
}
