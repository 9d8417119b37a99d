// A household comes in by itself: account, producer, product, the commune's words and its yes, and the first dossier. Without script on a phone in
// Vietnamese on PostgreSQL, with script at a desk in English on SQLite.
import { accessible, check, expect, fits, password, path, startServer, visitor } from './lib.mjs';

const kWays = [{ engine: 'postgresql', language: 'vi', width: 360, script: false }, { engine: 'sqlite', language: 'en', width: 1280, script: true }];
const kLogin = '0912 345 678', kPassword = 'mưa rơi trên đồi chè';
const kUntil = new Date(Date.now() + 180 * 86_400_000).toISOString().slice(0, 10);   // a helper's last day
const send = (page) => page.click('main form button:not([type="button"])');

async function signIn(page, go, login, secret) {
  if (!page.url().includes('/sign-in')) await go(page, '/sign-in');
  await page.fill('input[name="login"]', login);
  await page.fill('input[name="password"]', secret);
  await send(page);
}

async function comeIn(browser, way) {
  const server = await startServer(way.engine), name = Object.values(way).join(' ');
  const go = (page, to) => page.goto(server.url + path(way.language, to));
  const seen = async (page) => {
    if (way.script) await accessible(page, page.url());
    await fits(page, page.url());
  };
  try {
    const [maker, officer, stranger, helper] = await Promise.all(Array.from({ length: 4 }, () => visitor(browser, way)));
    await check(`${name}: a household makes an account and comes back to where it was going`, async () => {
      await go(maker, '/join?next=%2Fproducers%2Fnew');
      await seen(maker);
      await maker.fill('input[name="display_name"]', 'Lý Thị Mẩy');
      await maker.fill('input[name="login"]', kLogin);
      await maker.fill('input[name="password"]', kPassword);
      await send(maker);
      await signIn(maker, go, kLogin, kPassword);
      expect(new URL(maker.url()).pathname.endsWith('/producers/new'), maker.url());
    });
    let registration;
    await check(`${name}: it registers itself, and chooses where an address may be in two units`, async () => {
      await maker.fill('input[name="name"]', 'Hộ kinh doanh Lý Thị Mẩy');
      await maker.selectOption('select[name="kind"]', 'household');
      await maker.fill('input[name="place"]', 'Long Tuyền, Bình Thủy');
      if (way.script) {   // asked while it is typed, and answered with a tap
        const offered = maker.locator('[data-places] button');
        await offered.first().waitFor();
        expect(await offered.count() === 2, 'two units are offered while it is typed');
        await seen(maker);
        const unit = await offered.first().textContent();
        await offered.first().click();
        await maker.locator('[data-places] [role="status"]', { hasText: unit }).waitFor();
        expect(await maker.locator('input[type="hidden"][name="commune"]').count() === 1, 'the form has its code');
        await maker.fill('input[name="place"]', 'Long Tuyền, Bình Thủy ');
        expect(await maker.locator('input[type="hidden"][name="commune"]').count() === 0, 'not of other words');
      }
      await send(maker);
      expect(await maker.locator('input[name="commune"]').count() === 2, 'two units are offered');
      await seen(maker);
      await maker.fill('input[name="place"]', 'Thông Nguyên, Tuyên Quang');
      await send(maker);
      registration = /registrations\/[0-9a-f-]{36}/.exec(maker.url())[0];
      await seen(maker);
    });
    const producer = /\/producers\/[0-9a-f-]{36}/.exec(await maker.content())[0];
    await check(`${name}: nobody else sees it`, async () => expect((await go(stranger, producer)).status() === 404, 'a stranger sees what waits'));
    await check(`${name}: the commune returns it with words`, async () => {
      await signIn(officer, go, 'xa@demo.ocop', password);
      await officer.click(`main a[href$="${registration}"] >> nth=0`);
      await seen(officer);
      await officer.fill('textarea[name="words"]', 'Ghi rõ thôn.');
      await officer.click('form[action$="/return"] button:not([type="button"])');
    });
    await check(`${name}: it is mended, sent again and confirmed`, async () => {
      await go(maker, '/work');
      await maker.click(`main a[href$="${registration}/edit"]`);
      expect((await maker.content()).includes('Ghi rõ thôn.'), 'the words of the commune');
      await maker.fill('input[name="address"]', 'Thôn Phìn Hồ');
      await send(maker);
      await go(officer, `/${registration}`);
      await officer.click('form[action$="/confirm"] button:not([type="button"])');
      expect((await go(stranger, producer)).status() === 200, 'everybody sees what is confirmed');
    });
    await check(`${name}: a product waits, is confirmed, and opens its first dossier`, async () => {
      await go(maker, '/products/new');
      await maker.fill('input[name="name"]', 'Mật ong bạc hà Phìn Hồ');
      await seen(maker);
      await send(maker);
      const waits = /registrations\/[0-9a-f-]{36}/.exec(maker.url())[0];
      await go(officer, `/${waits}`);
      await officer.click('form[action$="/confirm"] button:not([type="button"])');
      await go(maker, `/${waits}`);
      await maker.click('main a[href*="/dossiers/new"]');
      await maker.check('input[name="kind"][value="first"]', { force: true });
      await maker.selectOption('select[name="product_set"]', 'QD26-11');
      await send(maker);
      expect(/\/dossiers\/[0-9a-f-]{36}/.test(maker.url()), maker.url());
    });
    await check(`${name}: a neighbour helps with consent, and reads the dossier`, async () => {
      const dossier = new URL(maker.url()).pathname;
      await maker.goto(server.url + path(way.language, `${producer}/helpers`));
      await maker.fill('input[name="login"]', 'htx@demo.ocop');
      await maker.check('input[name="tasks"][value="dossiers"]', { force: true });
      await maker.fill('input[name="until"]', kUntil);
      await maker.check('input[name="consent"]', { force: true });
      await seen(maker);
      await maker.click('form[action$="/helpers"] button:not([type="button"])');
      await signIn(helper, go, 'htx@demo.ocop', password);
      expect((await helper.goto(server.url + dossier)).status() === 404, 'before the yes it is not to be seen');
      await go(helper, '/mandates');
      await seen(helper);
      await helper.click('form[action$="/accept"] button:not([type="button"])');
      expect((await helper.goto(server.url + dossier)).status() === 200, 'the helper reads the dossier');
    });
    const broke = [...maker.faults, ...officer.faults].filter((fault) => !fault.includes('422'));   // the form that asked which unit is told so
    await check(`${name}: no page broke`, () => expect(broke.length === 0, broke.join('\n')));
  } finally {
    await server.stop();
  }
}

export async function runNewcomer(browser) {
  for (const way of kWays) await comeIn(browser, way);
}
