// Two makers sell, a buyer without an account orders from both, pays with the code that another reader reads from the page, the bank's statement
// marks what fits, and what was broken comes back. Without script on a phone in Vietnamese on PostgreSQL, with script at a desk in English on SQLite.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessible, check, expect, fits, password, path, startServer, visitor } from './lib.mjs';

const kWays = [{ engine: 'postgresql', language: 'vi', width: 360, script: false }, { engine: 'sqlite', language: 'en', width: 1280, script: true }];
// A product of each maker, by words that find it alone, and what it costs.
const kShops = [{ words: 'trà xanh hộp 100gr', content: '100 g', price: '180 nghìn', dong: 180000, account: '8400205123456' },
  { words: 'Khẩu Sli thương mại dịch vụ Nà Giàng', content: '300 g', price: '45.000', dong: 45000, account: '0011223344' }];
const button = 'button:not([type="button"])';

// The payload of the one QR code on the page, as zbar reads it from a picture.
async function scanned(page, folder) {
  const picture = join(folder, 'code.png');
  await page.locator('main svg[role="img"]').first().screenshot({ path: picture });
  return execFileSync('zbarimg', ['--quiet', '--raw', picture], { encoding: 'utf8' }).trim();
}
// EMVCo's fields of one level.
function fields(payload) {
  const out = {};
  for (let at = 0; at < payload.length;) {
    const length = Number(payload.slice(at + 2, at + 4));
    out[payload.slice(at, at + 2)] = payload.slice(at + 4, at + 4 + length);
    at += 4 + length;
  }
  return out;
}

async function sellAndBuy(browser, way) {
  const folder = mkdtempSync(join(tmpdir(), 'ocop-shop-'));
  const server = await startServer(way.engine), name = Object.values(way).join(' ');
  const go = (page, to) => page.goto(server.url + path(way.language, to));
  const seen = async (page) => {
    if (way.script) await accessible(page, page.url());
    await fits(page, page.url());
  };
  const signIn = async (page, login) => {
    await go(page, '/sign-in');
    await page.fill('input[name="login"]', login);
    await page.fill('input[name="password"]', password);
    await page.click(`main ${button}`);
  };
  const json = async (page, to) => (await page.request.get(server.url + to)).json();
  try {
    const [maker, buyer, administrator] = await Promise.all(Array.from({ length: 3 }, () => visitor(browser, way)));
    await check(`${name}: one person comes to act for both makers`, async () => {
      await signIn(administrator, 'quantri@demo.ocop');
      for (const shop of kShops) shop.product = (await json(administrator, `/api/v1/products?q=${encodeURIComponent(shop.words)}`)).products[0];
      const account = (await json(administrator, '/api/v1/accounts?q=htx@demo.ocop')).accounts[0].id;
      await go(administrator, `/accounts/${account}`);
      const token = await administrator.locator('input[name="_csrf"]').first().inputValue();
      const given = await administrator.request.post(`${server.url}/accounts/${account}/grants`, { maxRedirects: 0, headers: { Origin: server.url },
        form: { _csrf: token, role: 'producer_member', producer: kShops[1].product.producer.id } });
      expect(given.status() === 303, `${given.status()} ${(await given.text()).slice(0, 300)}`);
      await signIn(maker, 'htx@demo.ocop');
    });
    await check(`${name}: each sells in three fields and says where it is paid`, async () => {
      for (const { product, content, price, account } of kShops) {
        await go(maker, `/products/${product.code}`);
        await maker.click(`main a[href$="/products/${product.code}/items"]`);
        await maker.fill('input[name="content"]', content);
        await maker.fill('input[name="price"]', price);
        await maker.fill('input[name="stock"]', '5');
        await maker.locator(`main form[action$="/items"] ${button}`).last().click();
        await seen(maker);
        await go(maker, `/producers/${product.producer.id}`);
        await maker.click(`main a[href$="/payments"]`);
        await maker.selectOption('select[name="bin"]', '970405');
        await maker.fill('input[name="number"]', account);
        await maker.fill('input[name="holder"]', 'HTX Minh Họa');
        await maker.locator(`main form[action$="/payments"] ${button}`).click();
        await seen(maker);
        expect(fields(await scanned(maker, folder))['38'].includes(account), 'the code names the account');
      }
    });
    await check(`${name}: a buyer without an account orders from both, and a reader reads what is to be paid`, async () => {
      for (const shop of kShops) {
        await go(buyer, `/producers/${shop.product.producer.id}`);
        await buyer.click('main a[href$="/order"]');
        await seen(buyer);
        await buyer.locator('input[name^="lines."]').first().fill('2');
        await buyer.fill('input[name="buyer"]', 'Nguyễn Thị Hoa');
        await buyer.fill('input[name="phone"]', '0912 345 678');
        await buyer.check('input[name="pay"][value="transfer"]', { force: true });
        await buyer.check('input[name="way"][value="delivery"]', { force: true });
        await buyer.locator(`main form ${button}`).click();   // neither address nor consent: told, and what was typed is kept
        expect(await buyer.inputValue('input[name="phone"]') === '0912 345 678', 'what was typed is kept');
        await buyer.fill('input[name="address"]', 'Số 5, phố Hàng Gà');
        await buyer.check('input[name="consent"]', { force: true });
        await buyer.locator(`main form ${button}`).click();
        shop.order = buyer.url();
        expect(/\/orders\/\d{11}\?key=/.test(shop.order), shop.order);
        await seen(buyer);
        const paid = fields(await scanned(buyer, folder));
        expect(paid['54'] === String(2 * shop.dong), `${paid['54']} to pay`);
        shop.reference = fields(paid['62'])['08'];
        expect(/^OCOP\d{12}$/.test(shop.reference), shop.reference);
      }
      expect((await buyer.goto(kShops[0].order.split('?')[0])).status() === 404, 'without its key nobody opens it');
    });
    const orders = (shop) => `/producers/${shop.product.producer.id}/orders`;
    await check(`${name}: the bank's statement marks the one that fits and proposes the other`, async () => {
      const statement = join(folder, 'sao-ke.csv');
      for (const [i, shop] of kShops.entries()) {
        const amount = 2 * shop.dong - (i === 0 ? 0 : 1000);   // the second paid a little less
        writeFileSync(statement, `Ngày giao dịch,Ghi nợ,Ghi có,Nội dung\n27/11/2026,,"${amount.toLocaleString('en-US')}",MBVCB.1234.${shop.reference}.CT tu 0011\n`);
        await go(maker, orders(shop));
        await seen(maker);
        await maker.setInputFiles('input[type="file"]', statement);
        await maker.locator(`main form[action$="/statement"] ${button}`).click();
        await seen(maker);
        const number = /orders\/(\d{11})/.exec(shop.order)[1];
        await maker.click(`main a[href$="/orders/${number}"]`);
        const steps = await maker.locator('input[name="step"]').evaluateAll((all) => all.map((one) => one.value));
        expect(steps.includes('send') === (i === 0) && steps.includes('mark_paid') === (i === 1), `${i}: ${steps}`);
      }
    });
    await check(`${name}: it is sent, comes back broken, and the money is given back`, async () => {
      const step = async (page, which, reason) => {
        const form = page.locator(`form:has(input[name="step"][value="${which}"])`);
        if (reason) {
          await page.locator(`details:has(input[value="${which}"]) > summary`).click();
          await form.locator('input[name="reason"]').fill(reason);
        }
        await form.locator(button).click();
        await seen(page);
      };
      const [shop] = kShops, number = /orders\/(\d{11})/.exec(shop.order)[1];
      await go(maker, `${orders(shop)}/${number}`);
      await step(maker, 'send');
      await buyer.goto(shop.order);
      expect(await buyer.locator('main svg[role="img"]').count() === 0, 'nobody pays twice');
      await step(buyer, 'finish');
      await step(buyer, 'ask_return', 'Hộp bị vỡ khi giao');
      await go(maker, `${orders(shop)}/${number}`);
      expect((await maker.content()).includes('Hộp bị vỡ khi giao'), 'the maker reads why');
      await step(maker, 'accept_return');
      await step(maker, 'mark_refunded');
      await buyer.goto(shop.order);
      expect(await buyer.locator('input[name="step"]').count() === 0, 'nothing is left to do');
    });
    const broke = [...maker.faults, ...buyer.faults].filter((fault) => !/4(22|04)/.test(fault));   // what was refused on purpose
    await check(`${name}: no page broke`, () => expect(broke.length === 0, broke.join('\n')));
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true, force: true });
  }
}

export async function runShop(browser) {
  for (const way of kWays) await sellAndBuy(browser, way);
}
