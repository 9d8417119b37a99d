// From the decision to the scan: what the province records, what the shop prints, what a buyer and a doubter see.
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, ocop, path, visitor } from './lib.mjs';
import { leads, open, shows } from './thread.mjs';
import { say } from './words.mjs';

const kScanBytes = 60_000;   // whole transfer of a scan on a cold phone: page, style, fonts (issue of the house, section 5)
const words = (way, key, ...values) => say(way.language, key, ...values);
const button = (way, label) => way.page.locator('main form').getByRole('button', { name: label, exact: true });

// Dates of a form are ISO; of a page, the way the language writes them: the demo's day is Vietnam's.
export const today = () => new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Ho_Chi_Minh' }).format(new Date());

export async function recordDecision(way, dossier, expected) {
  await open(way, '/work');
  await leads(way, way.page.locator(`main a[href$="/decisions/${dossier}"]`).first());
  await way.hand.pick(way.page.locator('main input[name="outcome"][value="recognised"]'));
  await way.hand.write(way.page.locator('main input[name="number"]'), '1234/QĐ-UBND');
  await way.hand.write(way.page.locator('main input[name="signer"]'), 'Nguyễn Thị Hằng');
  await leads(way, button(way, words(way, 'certificates.button_record')));
  const number = decodeURIComponent(new URL(way.page.url()).pathname.split('/').pop());
  expect(new URL(way.page.url()).pathname.includes('/certificates/'), `the decision led to ${way.page.url()}`);
  await shows(way.page, words(way, 'certificates.flash_issued'), 'the certificate is issued');
  await shows(way.page, words(way, 'certificates.stars_of', String(expected.stars)), 'the star on the certificate');
  return number;
}

async function download(way, address) {
  const answer = await way.page.context().request.get(way.url + address);
  expect(answer.status() === 200, `${address} answered ${answer.status()}`);
  return answer.body();
}
function tool(command, given) {
  const done = spawnSync(command, given, { encoding: 'utf8' });
  expect(done.status === 0, `${command} ${given.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}

// The certificate page offers everything; the QR is read back, the paper has its fonts and its Vietnamese.
export async function checkPapers(way, folder, number, product) {
  await open(way, `/certificates/${encodeURIComponent(number)}`);
  const links = await way.page.locator('main a').evaluateAll((all) => all.map((one) => one.getAttribute('href')));
  const address = (ending) => {
    const link = links.find((one) => one?.endsWith(ending));
    expect(link, `the certificate page has no link to ${ending}`);
    return link;
  };
  const qr = join(folder, 'qr.png'), pdf = join(folder, 'certificate.pdf'), proof = join(folder, 'proof.json');
  writeFileSync(qr, await download(way, address('/qr.png')));
  writeFileSync(pdf, await download(way, address('/certificate.pdf')));
  writeFileSync(proof, await download(way, address('/proof.json')));
  expect((await download(way, address('/qr.svg'))).toString().startsWith('<svg'), 'the SVG of the QR is not an SVG');
  const held = tool('zbarimg', ['--quiet', '--raw', qr]).trim();
  expect(links.includes(held), `the QR holds ${held}, which the page does not show`);
  const fonts = tool('pdffonts', [pdf]).trim().split('\n').slice(2);
  expect(fonts.length > 0 && fonts.every((line) => / (yes|no) +(yes|no) +(yes|no) +\d+ +\d+$/.exec(line)?.[1] === 'yes'), `fonts not embedded: ${fonts.join('\n')}`);
  const printed = tool('pdftotext', ['-layout', pdf, '-']).normalize('NFC').replace(/\s+/g, ' ');
  for (const wanted of [product, number, '1234/QĐ-UBND', 'Nguyễn Thị Hằng']) expect(printed.includes(wanted), `the paper does not say “${wanted}”: ${printed.slice(0, 600)}`);
  return { held, proof, pdf };
}

// Offline with the program and on the page; a changed byte is found by both.
export async function checkProof(way, data, proof) {
  const key = ['--key', join(data, 'log.pub')];
  const sound = ocop('verify', 'certificate', proof, ...key);
  expect(sound.status === 0, `a sound proof is refused: ${sound.stdout}${sound.stderr}`);
  const text = readFileSync(proof, 'utf8');
  const changed = proof.replace('.json', '-changed.json');
  writeFileSync(changed, text.replace('Phìn Hồ', 'Phìn Hố'));
  expect(readFileSync(changed, 'utf8') !== text, 'the proof does not name the producer');
  expect(ocop('verify', 'certificate', changed, ...key).status !== 0, 'a changed proof is taken for sound');
  for (const [file, verdict] of [[proof, 'certificates.verify_holds'], [changed, 'certificates.verify_fails']]) {
    await open(way, '/verify');
    await way.hand.upload(way.page.locator('main input[type="file"]'), file);
    await leads(way, button(way, words(way, 'certificates.verify_button')));
    await shows(way.page, words(way, verdict), 'the page that checks a proof');
  }
}

// A buyer's phone: a cold browser, no script, its own language. Returns what the first sentence says.
async function scan(way, held) {
  const buyer = await visitor(way.browser, { language: way.language, width: way.width, script: false });
  const session = await buyer.context().newCDPSession(buyer);
  await session.send('Network.enable');
  let bytes = 0;
  session.on('Network.loadingFinished', (event) => (bytes += event.encodedDataLength));
  const answer = await buyer.goto(held, { waitUntil: 'networkidle' });
  expect(answer.status() === 200, `the scan answered ${answer.status()}`);
  expect((await buyer.locator('html').getAttribute('lang')) === way.language, 'the scan page is not in the phone’s language');
  expect(bytes > 0 && bytes <= kScanBytes, `a scan costs ${bytes} bytes, the limit is ${kScanBytes}`);
  expect((await buyer.locator('script').count()) === 0, 'the scan page has a script');
  const first = buyer.locator('main').getByRole('heading').first();
  const seen = { sentence: await first.innerText(), text: (await buyer.locator('main').innerText()).replace(/\s+/g, ' '), top: (await first.boundingBox()).y, bytes };
  await buyer.context().close();
  return seen;
}
const shownDay = (way, iso) => {
  const [year, month, day] = iso.split('-').map(Number);
  return way.language === 'vi' ? `${String(day).padStart(2, '0')}/${String(month).padStart(2, '0')}/${year}` : null;
};

export async function scanValid(way, held, number, product, stars) {
  const seen = await scan(way, held);
  const day = shownDay(way, today());
  const until = /\d{1,2}[/ ][\p{L}\d]+[/ ]\d{4}/u.exec(seen.sentence)?.[0];
  expect(until && seen.sentence === words(way, 'resolver.verdict_valid', String(stars), until), `the scan says “${seen.sentence}”`);
  if (day) expect(Number(until.slice(-4)) === Number(day.slice(-4)) + 3, `36 months from ${day} do not end on ${until}`);
  expect(seen.top < 200, `the verdict starts ${seen.top} px down`);
  for (const wanted of [product, 'HTX chế biến chè Phìn Hồ', number, '1234/QĐ-UBND']) expect(seen.text.includes(wanted), `the scan does not name “${wanted}”`);
  return seen.bytes;
}

export async function scanWithdrawn(way, held, stars) {
  const seen = await scan(way, held);
  const expected = words(way, 'resolver.verdict_withdrawn', String(stars), '');
  expect(seen.sentence.startsWith(expected.slice(0, -2)), `after the withdrawal the scan says “${seen.sentence}”`);
}

export async function withdraw(way, number) {
  await open(way, `/certificates/${encodeURIComponent(number)}`);
  await leads(way, way.page.locator('main a[href$="/withdraw"]').first());
  await way.hand.pick(way.page.locator('main input[name="ground"]').first());
  await way.hand.write(way.page.locator('main input[name="concluded"]'), today());
  await way.hand.write(way.page.locator('main input[name="number"]'), '1300/QĐ-UBND');
  await way.hand.write(way.page.locator('main input[name="signer"]'), 'Nguyễn Thị Hằng');
  await leads(way, button(way, words(way, 'certificates.button_withdraw')));
  await shows(way.page, words(way, 'certificates.flash_withdrawn'), 'the certificate is withdrawn');
}

// A report of a fake from the scan page, without an account; the province finds it.
export async function reportFake(way, held) {
  const buyer = await visitor(way.browser, { language: way.language, width: way.width, script: way.script });
  await buyer.goto(held);
  await buyer.locator('main a[href$="/report"]').click();
  const fields = buyer.locator('main form textarea:visible, main form input[type="text"]:visible');
  for (const field of await fields.all()) if (await field.getAttribute('required') !== null) await field.fill('Chợ trung tâm, sạp 12: tem mờ, không có số lô.');
  for (const name of await buyer.locator('main form input[type="radio"]').evaluateAll((all) => [...new Set(all.map((one) => one.name))]))
    await buyer.locator(`main form input[type="radio"][name="${name}"]`).first().check();
  const [answer] = await Promise.all([buyer.waitForNavigation(), buyer.locator('main form button[type="submit"]').click()]);
  expect(answer.status() === 200, `the report was answered with ${answer.status()}: ${(await buyer.locator('main').innerText()).slice(0, 300)}`);
  await buyer.context().close();
  await open(way, '/reports');
  expect((await way.page.locator('main a[href*="/reports/"]').count()) > 0, 'the province does not see the report');
  return path(way.language, new URL(await way.page.locator('main a[href*="/reports/"]').first().getAttribute('href'), way.url).pathname.replace(/^\/en/, ''));
}
