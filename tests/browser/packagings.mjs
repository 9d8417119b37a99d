// A maker shows two packagings of its tea, the second takes the place of the first, and whoever scans sees it. With nothing but the keyboard and without
// script on a phone in Vietnamese on PostgreSQL, with script at a desk in English on SQLite.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { keyboard, mouse } from './hand.mjs';
import { accessible, check, expect, fits, password, path, startServer, visitor } from './lib.mjs';

const kWays = [{ engine: 'postgresql', language: 'vi', width: 360, script: false }, { engine: 'sqlite', language: 'en', width: 1280, script: true }];
const button = 'button:not([type="button"])';
const kLabel = 'Trà xanh Phìn Hồ\nThành phần: chè shan\nKhối lượng tịnh: 100 g';

async function showTwo(browser, way) {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-packagings-'));
  const server = await startServer(way.engine), name = Object.values(way).join(' ');
  const go = (page, to) => page.goto(server.url + path(way.language, to));
  try {
    const [maker, shopper] = await Promise.all([visitor(browser, way), visitor(browser, way)]);
    const hand = way.width === 360 ? keyboard(maker) : mouse(maker);
    const seen = async (page) => {
      if (way.script) await accessible(page, page.url());
      await fits(page, page.url());
    };
    // Aimed at first: the way to it by keys goes over "skip to content", which is a navigation of its own.
    const press = async (selector) => {
      const target = maker.locator(selector).last();
      await hand.aim(target);
      await Promise.all([maker.waitForNavigation(), hand.click(target)]);
    };
    await go(maker, '/sign-in');
    await maker.fill('input[name="login"]', 'htx@demo.ocop');
    await maker.fill('input[name="password"]', password);
    await maker.click(`main ${button}`);
    const { products: [tea] } = await (await maker.request.get(`${server.url}/api/v1/products?q=${encodeURIComponent('trà xanh hộp 100gr')}`)).json();
    const photos = ['front', 'back'].map((side) => join(folder, `${side}.png`));
    const take = async () => { for (const photo of photos) await maker.screenshot({ path: photo }); };

    const prepare = async (change, label, files) => {
      await go(maker, `/products/${tea.code}/packagings`);
      await press(`main a[href$="/packagings/new"]`);
      await seen(maker);
      await take();
      for (const [i, side] of files.entries()) await hand.upload(maker.locator(`input[name="${side}"]`), photos[i]);
      if (change) await hand.write(maker.locator('textarea[name="change"]'), change);
      await hand.write(maker.locator('textarea[name="label"]'), label);
      await press(`main form[action$="/new"] ${button}`);
      await seen(maker);
    };
    await check(`${name}: what is sent empty is told, and what was typed is kept`, async () => {
      await go(maker, `/products/${tea.code}/packagings/new`);
      await hand.write(maker.locator('textarea[name="change_en"]'), 'Paper');
      await press(`main form[action$="/new"] ${button}`);
      await seen(maker);
      expect(await maker.locator('[role="alert"] a').count() === 1, 'the summary leads to the field');
      expect(await maker.inputValue('textarea[name="change_en"]') === 'Paper', 'what was typed is kept');
    });
    await check(`${name}: the first packaging, of two photos, comes into use`, async () => {
      await prepare('', kLabel, ['front', 'back']);
      expect(await maker.locator('main picture.photo').count() === 2, 'both photos are there');
      expect((await go(shopper, new URL(maker.url()).pathname.replace(/^\/en/, ''))).status() === 404, 'nobody else sees a draft');
      await press('main a[href$="/use"]');
      await seen(maker);
      const since = maker.locator('input[name="since"]');
      await hand.write(since, await since.getAttribute('type') === 'date' ? '2024-03-01' : '01/03/2024');
      await press(`main form[action$="/use"] ${button}`);
      await seen(maker);
    });
    await check(`${name}: the words of its label are held against the law`, async () => {
      const here = maker.url();
      await press(`main form[action$="/labels/check"] ${button}`);
      expect((await maker.inputValue('textarea[name="words"]')).includes('chè shan'), 'the words came along');
      expect(await maker.locator('main table tbody tr').count() > 5, 'what the law asks is listed');
      await maker.goto(here);
    });
    await check(`${name}: the second takes its place, with its lots`, async () => {
      await prepare('Thêm câu chuyện của bản', `${kLabel}\nHái tay từ cây trăm tuổi`, ['front']);
      await press('main a[href$="/use"]');
      await press(`main form[action$="/use"] ${button}`);   // from today, as the form says
      await hand.write(maker.locator('textarea[name="lots"]'), 'L2603-01…L2603-09');
      await press(`main form[action$="/lots"] ${button}`);
      expect((await maker.content()).includes('L2603-01…L2603-09'), 'the lots stand there');
      expect(await maker.locator('main a[href$="/edit"]').count() === 0, 'what is in use is not edited');
      await seen(maker);
    });
    await check(`${name}: a shopper sees the one in use, when the older one ended and what changed`, async () => {
      await go(shopper, `/products/${tea.code}`);
      const panel = shopper.locator('section:has(a[href$="/packagings"])').last();
      expect(await panel.locator('li').count() === 1, 'one older packaging');
      await go(shopper, `/s/${tea.code}`);
      const photo = shopper.locator('.packaging img');
      expect(await photo.count() === 1 && await photo.getAttribute('loading') === 'lazy', 'one photo, fetched when it is near');
      await fits(shopper, 'the scan');
      await shopper.click('main a[href$="/packagings"]');
      await seen(shopper);
      expect(await shopper.locator('.packaging-strip > li').count() === 2, 'two in the strip');
      const pair = shopper.locator('.packaging-pair').first().locator('li');
      const [left, right] = [await pair.nth(0).boundingBox(), await pair.nth(1).boundingBox()];
      expect(left.y === right.y && left.x < right.x, 'neighbours stand beside each other');
      expect((await shopper.content()).includes('Hái tay từ cây trăm tuổi'), 'the line that came is told');
    });
    const broke = [...maker.faults, ...shopper.faults].filter((fault) => !/4(22|04)/.test(fault));   // what was refused on purpose
    await check(`${name}: no page broke`, () => expect(broke.length === 0, broke.join('\n')));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function runPackagings(browser) {
  for (const way of kWays) await showTwo(browser, way);
}
