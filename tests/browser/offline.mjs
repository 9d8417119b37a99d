// A self-assessment and a commune's report where there is no network: the phone keeps pages and what was typed, loses nothing when its tab is
// killed, sends by itself, and asks when somebody else was faster (modules/offline/README.md).
import { join } from 'node:path';
import { check, expect, password, startServer, walked } from './lib.mjs';
import { Photos, has } from './offline-photos.mjs';
import { withVisit } from './offline-visit.mjs';

const kSettled = 30_000; // a save waits 250 ms, a lost network is told at once, a second try comes within 8 s; the rest is a busy machine
const line = (page) => page.locator('[data-outbox]');
const chosen = (page, place, what) => page.waitForFunction((at) => document.querySelectorAll('input[name="option"]')[at]?.checked, place, { timeout: kSettled }).catch(() => expect(false, what));
const option = (page, place) => page.locator('input[name="option"]').nth(place);

async function signIn(context, url, login = 'htx@demo.ocop') {
  const page = await context.newPage();
  await page.goto(`${url}/sign-in`);
  await page.fill('input[name="login"]', login);
  await page.fill('input[name="password"]', password);
  await page.click('main button[type="submit"]');
  await page.waitForURL('**/work');
  return page;
}

async function openDossier(page, url) {
  await page.goto(`${url}/dossiers/new`);
  for (const name of ['product', 'product_set']) {
    const values = await page.locator(`select[name="${name}"] option`).evaluateAll((all) => all.map((one) => one.value).filter(Boolean));
    await page.selectOption(`select[name="${name}"]`, values[0]);
  }
  await page.check('input[name="kind"][value="first"]', { force: true });
  await page.click('main form button[type="submit"]');
  await page.waitForURL(/\/dossiers\/[0-9a-f-]{36}/);
  return /dossiers\/([0-9a-f-]{36})/.exec(page.url())[1];
}

// The page as the phone keeps it: looked at once with the service worker in charge.
async function lookAt(page, address) {
  await page.goto(address);
  await page.evaluate(() => navigator.serviceWorker.ready);
  await page.reload();
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null, null, { timeout: kSettled });
}

const says = (page, words) => has(line(page), words);

async function withPhotos(browser) {
  const server = await startServer();
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'vi-VN' });
  try {
    const page = await signIn(context, server.url);
    await new Photos({ context, url: server.url, dossier: await openDossier(page, server.url), signIn, lookAt }).run(page);
  } finally {
    await context.close();
    await server.stop();
  }
}

export async function runOffline(browser) {
  await withAnswers(browser);
  await withPhotos(browser);
  await withReport(browser);
  await withVisit(browser, { signIn, lookAt });
}

// An officer opens the report once at the office and writes it where the product is made.
async function withReport(browser) {
  const { place, facts } = walked();
  const server = await startServer('sqlite', join(place, 'submitted'));
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'vi-VN' });
  const work = `${server.url}/work`, dossier = `${server.url}/dossiers/${facts.dossier}`, address = `${dossier}/report`;
  const matter = (page, name) => page.locator(`main textarea[name="${name}"]`);
  const shows = (page, name, words, what) => page.waitForFunction(([field, text]) => document.querySelector(`main textarea[name="${field}"]`)?.value === text, [name, words], { timeout: kSettled }).catch(() => expect(false, what));
  const save = (page) => page.getByRole('button', { name: 'Lưu để viết tiếp' }).click();
  const words = 'Chè hái ở nương trên', more = '28 người trong xã';
  try {
    let page = await signIn(context, server.url, 'xa@demo.ocop');
    await check('offline: a report that was opened once is in the phone, with its dossier and the list of work', async () => {
      await page.goto(address);
      const inPhone = (all) => caches.open('ocop-kept-1').then((cache) => Promise.all(all.map((one) => cache.match(one)))).then((found) => found.map(Boolean));
      const until = Date.now() + kSettled;
      let there = [];
      while (!(there.length && there.every(Boolean)) && Date.now() < until) {
        there = await page.evaluate(inPhone, [work, dossier, address]);
        await page.waitForTimeout(100);
      }
      expect(there.every(Boolean), `not in the phone: ${[work, dossier, address].filter((_, i) => !there[i])}`);
      await context.setOffline(true);
      for (const one of [work, dossier, address]) {
        await page.goto(one);
        expect(await page.locator('h1').count() === 1, `${one} is not shown`);
      }
      expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily.includes('Vietnam')), 'the page has no style sheet');
    });
    await check('offline: forwarding needs a network, and what was typed is kept', async () => {
      await matter(page, 'materials').fill(words);
      await page.getByRole('button', { name: 'Chuyển lên tỉnh' }).click();
      await has(page.locator('[data-kept-said]'), 'chuyển hồ sơ cần có mạng');
      await says(page, '1 việc đã ghi trong máy này');
    });
    await check('offline: a killed tab loses nothing of a report, and the kept page shows it', async () => {
      await page.close({ runBeforeUnload: false });
      page = await context.newPage();
      await page.goto(address);
      await shows(page, 'materials', words, 'the kept page does not show what was written');
      await says(page, '1 việc đã ghi trong máy này');
    });
    await check('offline: with the network back the report is in, and still with the commune', async () => {
      await context.setOffline(false);
      await says(page, 'Đã gửi mọi việc');
      await page.reload();
      expect(page.url() === address && await matter(page, 'materials').inputValue() === words, 'the server does not have the report');
    });
    await check('offline: what waits and what is saved as the network comes back are one report', async () => {
      await context.setOffline(true);
      await matter(page, 'labour').fill(more);
      await save(page);
      await says(page, '1 việc đã ghi trong máy này');
      await matter(page, 'labour').fill(`${more}.`);
      await context.setOffline(false);
      await save(page);
      await page.locator('main, header, body').filter({ hasText: 'Đã lưu báo cáo' }).first().waitFor({ timeout: kSettled });
      expect(await matter(page, 'labour').inputValue() === `${more}.`, 'the last words are not saved');
      await page.goto(`${server.url}/offline`);
      await page.locator('main', { hasText: 'Không có việc nào chờ bạn' }).waitFor({ timeout: kSettled });
    });
  } finally {
    await context.close();
    await server.stop();
  }
}

async function withAnswers(browser) {
  const server = await startServer();
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'vi-VN' });
  try {
    let page = await signIn(context, server.url);
    const dossier = await openDossier(page, server.url);
    const address = `${server.url}/dossiers/${dossier}/criteria/1.1`;
    await lookAt(page, address);

    await check('offline: an answer that cannot be sent is kept in the phone, and the page says so', async () => {
      await context.setOffline(true);
      await option(page, 1).check({ force: true });
      await says(page, '1 việc đã ghi trong máy này');
    });
    await check('offline: a killed tab loses nothing, and the kept page shows the answer', async () => {
      await page.evaluate(() => localStorage.clear()); // the page's own draft is gone, too
      await page.close({ runBeforeUnload: false });
      page = await context.newPage();
      await page.goto(address);
      await says(page, '1 việc đã ghi trong máy này');
      await chosen(page, 1, 'the kept page does not show what was answered');   // its island reads the outbox after the page is there
    });
    await check('offline: with the network back it is sent by itself', async () => {
      await context.setOffline(false);
      await says(page, 'Đã gửi mọi việc');
      await page.reload();
      expect(await option(page, 1).isChecked(), 'the server does not have the answer');
      expect(Number(await page.inputValue('input[name="version"]')) > 0, 'the answer has no version');
    });
    await check('offline: what another phone saved meanwhile is shown beside the own answer, and the person chooses', async () => {
      await lookAt(page, address);
      await context.setOffline(true);
      await option(page, 0).check({ force: true });
      await says(page, '1 việc đã ghi trong máy này');
      const elsewhere = await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'vi-VN', serviceWorkers: 'block' });
      const other = await signIn(elsewhere, server.url);
      await other.goto(address);
      await option(other, 2).check({ force: true });
      await other.click('button[name="stay"]');
      await elsewhere.close();
      await page.evaluate(() => localStorage.clear());
      await page.close({ runBeforeUnload: false });
      await context.setOffline(false);
      page = await context.newPage();
      await page.goto(`${server.url}/offline`);
      await says(page, '1 việc cần bạn xem lại');
      await page.reload();
      await page.locator('button[value="insist"]').click();
      await page.locator('main', { hasText: 'Không có việc nào chờ bạn' }).waitFor({ timeout: kSettled });
      await page.goto(address);
      expect(await option(page, 0).isChecked(), 'the answer that the person insisted on does not stand');
    });
    await check('offline: a phone without room for kept pages shows what the network answers', async () => {
      const [worker] = context.serviceWorkers();
      await worker.evaluate(async () => {
        await caches.delete('ocop-kept-1');
        self.room = Cache.prototype.put;
        Cache.prototype.put = () => Promise.reject(new DOMException('no room', 'QuotaExceededError'));
      });
      await page.goto(address);
      expect(await option(page, 0).isChecked(), 'the page is not shown');
      expect(await page.evaluate(() => getComputedStyle(document.body).fontFamily.includes('Vietnam')), 'the page has no style sheet');
      await option(page, 1).check({ force: true });
      await page.locator('[data-status]').filter({ hasText: 'Đã lưu' }).waitFor({ timeout: kSettled });   // its islands run, too
      await worker.evaluate(() => { Cache.prototype.put = self.room; });
      await lookAt(page, address);
    });
    await check('offline: a page that was never kept is waited for, however slow the network', async () => {
      const [worker] = context.serviceWorkers();
      await worker.evaluate(() => {
        self.quick = self.fetch;
        self.fetch = (request, options) => new Promise((resolve, reject) => {
          options?.signal?.addEventListener('abort', () => reject(options.signal.reason));
          setTimeout(() => resolve(self.quick(request, options)), 9_000);   // a kept page would stand there after eight
        });
      });
      await page.goto(`${server.url}/dossiers/${dossier}/criteria/1.2`);
      expect((await option(page, 0).count()) > 0, 'the slow page is not shown');
      await worker.evaluate(() => { self.fetch = self.quick; });
      await lookAt(page, address);
    });
    await check('offline: signing out throws the kept pages away', async () => {
      await page.evaluate(async () => (await caches.keys()).length > 0);
      await page.goto(server.url);
      await page.evaluate(() => document.querySelector('form[action$="/sign-out"]').submit());
      await page.waitForFunction(async () => (await caches.keys()).length === 0, null, { timeout: kSettled });
      await context.setOffline(true);
      const kept = await page.goto(address).then(() => 'shown', () => 'gone');
      expect(kept === 'gone', 'a page of somebody who has signed out is still shown');
    });
  } finally {
    await context.close();
    await server.stop();
  }
}
