// A provincial office brings in 2,000 rows as they were sent, mends them, takes the whole back and puts it in again; what goes out comes in unchanged.
// Other offices say that two products are one, where eight nuts are made, and print a letter that opens a maker's account once. Without script on a phone in Vietnamese on PostgreSQL, with script at a desk in English on SQLite.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessible, check, expect, fits, ocop, password, path, root, startServer, visitor } from './lib.mjs';

const kWays = [{ engine: 'postgresql', language: 'vi', width: 360, script: false }, { engine: 'sqlite', language: 'en', width: 1280, script: true }];
const kRows = 2000, kSlips = 4;   // of tests/support/workbook
// Provincial bodies that the small demo does not have.
const kOffices = { saigon: '79', cantho: '92', caobang: '04' };
const kHeir = '0987 654 321', kHeirs = 'bánh khẩu sli giòn tan';
const button = 'button:not([type="button"])';
const number = (text) => Number(text.replace(/[.,\s]/g, ''));

// The dry run's counts: created, updated, unchanged, suspected, wrong. Each leads to its rows.
const counts = async (page) => (await page.locator('main table a[href*="/imports/rows?"]').allTextContents()).map(number);
const sum = (numbers) => numbers.reduce((a, b) => a + b, 0);

async function workIn(browser, way) {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-officer-')), workbook = join(folder, 'so-nong-nghiep.xlsx'), secret = join(folder, 'password');
  execFileSync(join(root, 'tests/support/workbook'), [workbook]);
  writeFileSync(secret, password);
  const server = await startServer(way.engine, '', (flags) => {
    for (const [office, province] of Object.entries(kOffices)) {
      const made = ocop('admin', 'create-account', `${office}@demo.ocop`, '--name', 'Sở Nông nghiệp và Môi trường', '--grant', `provincial_body:${province}`, '--password-file', secret, ...flags);
      expect(made.status === 0, made.stderr);
    }
  });
  const name = Object.values(way).join(' ');
  const seen = async (page) => {
    if (way.script) await accessible(page, page.url());
    await fits(page, page.url());
  };
  const signIn = async (page, login, known = password) => {
    if (!page.url().includes('/sign-in')) await page.goto(server.url + path(way.language, '/sign-in'));
    await page.fill('input[name="login"]', login);
    await page.fill('input[name="password"]', known);
    await page.click(`main ${button}`);
  };
  const follow = (page, to) => page.locator(`a[href$="${to}"]:visible`).first().click();
  const send = async (page, file, source) => {
    await page.goto(server.url + path(way.language, '/work'));
    await follow(page, '/imports');
    await follow(page, '/imports/new');
    await page.setInputFiles('input[type="file"]', file);
    await page.fill('input[name="source"]', source);
    await page.click(`main form ${button}`);
  };
  try {
    const [office, saigon, cantho, caobang, heir] = await Promise.all(Array.from({ length: 5 }, () => visitor(browser, way)));
    await signIn(office, 'tinh@demo.ocop');
    await check(`${name}: two heading rows, merged cells, dates as text and lost zeros are read; four cells are not`, async () => {
      await send(office, workbook, 'chi-cuc');
      await seen(office);
      const all = await counts(office);
      expect(sum(all) === kRows && all[4] === kSlips, String(all));
    });
    await check(`${name}: one correction mends the four`, async () => {
      const form = office.locator('form[action$="/fixes"]:has(select[name="reach"])');
      await form.locator('input[name="value"]').fill('4');
      await form.locator(button).click();
      const all = await counts(office);
      expect(sum(all) === kRows && all[4] === 0, String(all));
    });
    const products = async () => (await (await fetch(`${server.url}/products.csv?province=08`)).text()).trim().split('\n').length;
    const before = await products();
    await check(`${name}: the whole is written, taken back and written again`, async () => {
      for (const [act, more] of [['apply', kRows], ['undo', 0], ['apply', kRows]]) {
        await office.click(`form[action$="/${act}"] ${button}`);
        await seen(office);
        expect(await products() === before + more, `after ${act}: ${await products()}, before ${before}`);
      }
    });
    await check(`${name}: what goes out comes in again with nothing changed`, async () => {
      await follow(office, '/imports');
      await follow(office, '/imports/register');
      const [download] = await Promise.all([office.waitForEvent('download'), office.locator('main a[href*="/imports/register.xlsx"]').click()]);
      const file = join(folder, 'out.xlsx');
      await download.saveAs(file);
      await send(office, file, 'tra-lai');
      const all = await counts(office);
      expect(sum(all) >= kRows && all[2] === sum(all), String(all));
    });
    await signIn(saigon, 'saigon@demo.ocop');
    await check(`${name}: two products are one, with their evidence; old addresses lead on; taken back and merged again`, async () => {
      await follow(saigon, '/duplicates');
      await saigon.locator('main a', { hasText: 'Rượu sâm đinh lăng' }).first().click();
      await seen(saigon);
      expect((await saigon.locator('main').textContent()).includes('96'), 'one probability');
      const merge = saigon.locator('form[action$="/merge"]');
      await merge.locator('label', { hasText: 'P0191' }).locator('input').check({ force: true });
      const alias = await saigon.locator('main a[href*="/products/"]', { hasText: 'P0201' }).first().getAttribute('href');
      await merge.locator(button).click();
      await seen(saigon);
      const answers = async () => new URL((await saigon.request.get(server.url + alias)).url()).pathname;
      expect(await answers() !== alias, 'the merged one leads to the real one');
      await saigon.click(`form[action$="/undo"] ${button}`);
      expect(await answers() === alias, 'parted again');
      await merge.locator('label', { hasText: 'P0191' }).locator('input').check({ force: true });
      await saigon.click(`form[action$="/merge"] ${button}`);
      expect((await saigon.locator(`form[action$="/undo"] ${button}`).count()) === 1, 'merged again');
    });
    await check(`${name}: a former address leads to the unit of today`, async () => {
      await saigon.goto(server.url + path(way.language, `/places/search?q=${encodeURIComponent('P. Phú Hài, TP Phan Thiết, Bình Thuận')}`));
      expect(/Phú Thủy|Phu Thuy/.test(await saigon.locator('main').textContent()), 'Phường Phú Thủy, Lâm Đồng');
    });
    await signIn(cantho, 'cantho@demo.ocop');
    await check(`${name}: eight nuts wait at an address of two units until one choice settles them`, async () => {
      await follow(cantho, '/products/units');
      const nuts = () => cantho.locator('main tr, main li', { hasText: 'Đinh Gia' }).count();
      expect(await nuts() === 8, `${await nuts()} wait`);
      await cantho.locator('main tr, main li', { hasText: 'Đinh Gia' }).first().locator('a').first().click();
      await seen(cantho);
      await follow(cantho, '/unit');
      await seen(cantho);
      await cantho.selectOption('select[name="commune"]', '31183');   // for all of the maker, as the form proposes
      await cantho.click(`form[action$="/unit"] ${button}`);
      await cantho.goto(server.url + path(way.language, '/products/units'));
      expect(await nuts() === 0, `${await nuts()} still wait`);
    });
    await signIn(caobang, 'caobang@demo.ocop');
    await check(`${name}: a letter's code opens the maker's account once`, async () => {
      await caobang.goto(server.url + path(way.language, `/producers?q=${encodeURIComponent('HTX Khẩu Sli Nà Giàng')}`));
      await caobang.locator('main a[href*="/producers/0"]', { hasText: 'Nà Giàng' }).first().click();
      const maker = new URL(caobang.url()).pathname;
      await follow(caobang, '/letters');
      await seen(caobang);
      const [download] = await Promise.all([caobang.waitForEvent('download'), caobang.locator(`form[action$="/letters"] ${button}`).click()]);
      const letter = join(folder, 'letter.pdf');
      await download.saveAs(letter);
      const code = /\b[0-9A-Z]{4}(?:[- ][0-9A-Z]{4})+\b/.exec(execFileSync('pdftotext', ['-layout', letter, '-'], { encoding: 'utf8' }))[0];
      await heir.goto(server.url + path(way.language, `/claim?code=${encodeURIComponent(code)}`));
      await heir.locator('main a[href*="/join"]').click();
      await heir.fill('input[name="display_name"]', 'Nông Thị Đào');
      await heir.fill('input[name="login"]', kHeir);
      await heir.fill('input[name="password"]', kHeirs);
      await heir.click(`main form ${button}`);
      await signIn(heir, kHeir, kHeirs);
      await heir.click(`form[action$="/claim"] ${button}`);
      expect(new URL(heir.url()).pathname === maker, `${heir.url()} is not ${maker}`);
      await seen(heir);
      await office.goto(server.url + path(way.language, `/claim?code=${encodeURIComponent(code)}`));
      await office.click(`form[action$="/claim"] ${button}`);
      expect(new URL(office.url()).pathname.endsWith('/claim'), 'whoever comes second is refused');
    });
    const broke = [office, saigon, cantho, caobang, heir].flatMap((page) => page.faults).filter((fault) => !fault.includes('422'));   // the second is told so
    await check(`${name}: no page broke`, () => expect(broke.length === 0, broke.join('\n')));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function runOfficer(browser) {
  for (const way of kWays) await workIn(browser, way);
}
