// docs/screenshots: every page that sets the tone, taken from one walked product. tests/browser/run --screenshots [--only PATTERN]
import { spawnSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { check, expect, password, path, root, score } from './lib.mjs';
import { kLogins } from './pages.mjs';
import { smallPng } from './picture.mjs';

const folder = join(root, 'docs', 'screenshots');
const kMostBytes = 150_000;
const kDesk = { width: 1280, height: 860 }, kPhone = { width: 360, height: 780 };

// [state, name, role, address, caption, views]; a view is "vi 1280", "en 360 dark"; names become name-view.png.
const dossier = (rest) => (walk) => `/dossiers/${walk.dossier}${rest}`;
const certificate = (walk) => `/certificates/${walk.number}`;
const kShots = [
  ['start', 'home', 'visitor', '/', 'Home: a search box that reads “cà phê Đắk Lắk 4 sao”, the map of 34 provinces, the programme in figures', ['vi 1280', 'vi 360', 'en 1280', 'vi 1280 dark']],
  ['start', 'search', 'visitor', '/products?q=ca+phe', 'The catalogue: typed without marks, narrowed by facets that are all in the address', ['vi 1280', 'vi 360', 'en 1280']],
  ['start', 'search-nothing', 'visitor', '/products?q=zzzzzz', 'Nothing found: what to try instead', ['vi 360']],
  ['start', 'product-lapsed', 'visitor', (walk) => `/products/${walk.code}`, 'A product of the sample register: five stars of 2021 that have lapsed, with the source', ['vi 1280']],
  ['start', 'map', 'visitor', '/map', 'The map, drawn by the server, with Hoàng Sa and Trường Sa and its twin as a table', ['vi 1280', 'vi 360', 'en 1280 dark']],
  ['start', 'province', 'visitor', '/places/08', 'A province: its products and communes', ['vi 1280']],
  ['start', 'commune', 'visitor', '/places/08/01090', 'A commune and the units it was formed of', ['vi 360']],
  ['start', 'rulebooks', 'visitor', '/rulebooks', 'The decisions and their product sets', ['vi 1280']],
  ['start', 'rulebook', 'visitor', '/rulebooks/QD26-2026/QD26-11', 'A scoring table as a producer reads it: the law’s order, points, floors in words', ['vi 1280', 'vi 360', 'en 1280']],
  ['start', 'try', 'visitor', '/rulebooks/QD26-2026/QD26-11/try', 'Trying a table without an account', ['vi 1280']],
  ['start', 'sign-in', 'visitor', '/sign-in', 'Signing in', ['vi 1280', 'vi 360']],
  ['start', 'work-empty', 'producer_member', '/work', 'Nothing to do yet: the page says how to begin', ['vi 1280']],
  ['start', 'design', 'visitor', '/design', 'The living page of the design system', ['vi 1280', 'vi 1280 dark']],
  ['draft', 'dossier', 'producer_member', dossier(''), 'A dossier: where it stands and what is next', ['vi 1280']],
  ['draft', 'self-assessment', 'producer_member', dossier('/criteria/1.5'), 'Self-assessment: one criterion a step, the paper that proves it, and beside it points, star and floors so far', ['vi 1280', 'vi 360', 'en 1280', 'vi 1280 dark']],
  ['draft', 'submission', 'producer_member', dossier('/submission'), 'The last look before handing in', ['vi 1280']],
  ['submitted', 'commune-report', 'commune_officer', dossier('/report'), 'The commune’s report on the four matters of form 03', ['vi 1280', 'vi 360']],
  ['forwarded', 'officers-day', 'provincial_body', '/work', 'The province’s day: what waits, the nearest legal deadline first', ['vi 1280', 'vi 360']],
  ['submitted', 'commune-officer', 'commune_officer', '/work', 'The commune sees its 15 working days', ['vi 1280']],
  ['forwarded', 'council', 'provincial_body', dossier('/council'), 'Naming the council', ['vi 1280']],
  ['scoring', 'council-sheet', 'council_member', dossier('/sheet/A'), 'A council member’s sheet: evidence left, options right, keys 1–5, nothing of the others', ['vi 1280', 'vi 360', 'en 1280 dark']],
  ['scoring', 'closing', 'council_chair', dossier('/closing'), 'The chair sees who has handed in, never what', ['vi 1280']],
  ['closed', 'result', 'provincial_body', dossier('/result'), 'The result: parts, what was missed first, each criterion with its spread', ['vi 1280', 'vi 360', 'en 1280']],
  ['closed', 'decision', 'provincial_body', (walk) => `/decisions/${walk.dossier}`, 'Recording the province’s decision', ['vi 1280']],
  ['end', 'certificate', 'visitor', certificate, 'A certificate: the official record, today’s standing, QR, A4 and proof', ['vi 1280', 'vi 360', 'en 1280']],
  ['end', 'certificates', 'visitor', '/certificates', 'All certificates, filters as a sentence, export of what is shown', ['vi 1280']],
  ['end', 'product', 'visitor', (walk) => `/products/${walk.code}`, 'The product with its new star', ['vi 1280', 'vi 360', 'en 1280']],
  ['end', 'producer', 'visitor', (walk) => `/producers/${walk.producerId}`, 'The maker: record and story told apart', ['vi 1280']],
  ['end', 'scan', 'visitor', (walk) => `/s/${walk.code}`, 'A scan in the shop: the verdict first, within 60 kB and without JavaScript', ['vi 360', 'en 360', 'vi 360 dark']],
  ['end', 'scan-unknown', 'visitor', '/s/ZZZZZZZZ', 'A code that no product has', ['vi 360']],
  ['end', 'report', 'visitor', (walk) => `/s/${walk.code}/report`, 'Reporting a fake', ['vi 360']],
  ['end', 'log', 'visitor', '/log', 'The public log: every submission, sheet, decision and certificate', ['vi 1280', 'vi 360']],
  ['end', 'verify', 'visitor', '/verify', 'Checking a proof file', ['vi 1280']],
  ['end', 'papers', 'producer_member', (walk) => `/producers/${walk.producerId}/papers`, 'Papers of a producer, stored once', ['vi 1280']],
  ['end', 'settings', 'provincial_body', '/settings/evaluation', 'What the Decision leaves to the province’s regulation', ['vi 1280']],
  ['end', 'accounts', 'administrator', '/accounts', 'Accounts', ['vi 1280']],
  ['end', 'account', 'producer_member', '/me', 'One’s own account: roles, password, devices', ['vi 360']],
  ['end', 'not-found', 'visitor', '/nowhere', 'An error says what to do', ['vi 1280', 'vi 360']],
  ['withdrawn', 'scan-withdrawn', 'visitor', (walk) => `/s/${walk.code}`, 'The same scan after the withdrawal', ['vi 360']],
];

export class Camera {
  constructor(browser, pattern) {
    this.browser = browser;
    this.pattern = pattern;
    this.pages = new Map();
    this.taken = [];
  }
  async page(role, walk, view) {
    // A scan may be kept for a minute: after the withdrawal another phone looks.
    const phone = view.includes('360'), key = `${role} ${phone} ${walk.withdrawn ?? ''}`;
    if (!this.pages.has(key)) {
      const context = await this.browser.newContext({ viewport: phone ? kPhone : kDesk, deviceScaleFactor: phone ? 2 : 1, locale: 'vi-VN', timezoneId: 'Asia/Ho_Chi_Minh' });
      const page = await context.newPage();
      if (role !== 'visitor') {
        await page.goto(`${walk.server.url}/sign-in`);
        await page.locator('main input[name="login"]').fill(kLogins[role]);
        await page.locator('main input[name="password"]').fill(password);
        await Promise.all([page.waitForNavigation(), page.locator('main form button[type="submit"]').click()]);
      }
      this.pages.set(key, page);
    }
    return this.pages.get(key);
  }
  async at(state, walk) {
    walk.withdrawn = state === 'withdrawn';
    this.drawing ??= await (await this.browser.newContext()).newPage();
    for (const [when, name, role, address, caption, views] of kShots)
      if (when === state) for (const view of views) await this.take(walk, { name, role, address, caption, view });
    if (state === 'end') await this.paper(walk);
  }
  async take(walk, { name, role, address, caption, view }) {
    const file = `${name}-${view.replace(/ /g, '-')}.png`;
    this.taken.push({ file, caption, view });
    if (this.pattern && !this.pattern.test(file)) return;
    await check(`picture ${file}`, async () => {
      const language = view.slice(0, 2);
      const page = await this.page(role, walk, view);
      await page.setExtraHTTPHeaders({ 'accept-language': language });
      await page.emulateMedia({ colorScheme: view.includes('dark') ? 'dark' : 'light' });
      await page.goto(walk.server.url + path(language, typeof address === 'function' ? address(walk) : address), { waitUntil: 'networkidle' });
      await page.reload({ waitUntil: 'networkidle' });   // with its fonts, which a first look may do without (web/styles/fonts-600.css)
      await page.mouse.move(0, 0);   // nothing is hovered in a picture
      await this.write(file, await page.screenshot());
    });
  }
  async write(file, png) {
    const small = await smallPng(this.drawing, png);
    expect(small.length <= kMostBytes, `${file} has ${small.length} bytes`);
    writeFileSync(join(folder, file), small);
  }
  // The A4 paper as a printer would show it.
  async paper(walk) {
    const file = 'certificate-a4.png';
    this.taken.push({ file, caption: 'The certificate on A4, fonts embedded, woven band and QR', view: '' });
    if (this.pattern && !this.pattern.test(file)) return;
    await check(`picture ${file}`, async () => {
      const drawn = join(walk.folder, 'a4');
      const done = spawnSync('pdftoppm', ['-png', '-r', '110', '-singlefile', walk.pdf, drawn], { encoding: 'utf8' });
      expect(done.status === 0, done.stderr);
      await this.write(file, readFileSync(`${drawn}.png`));
    });
  }
  readme() {
    const lines = ['# Ocop in pictures', '', 'tldr: made by `tests/browser/run --screenshots` from the demo and one walked product; none is retouched.', ''];
    let last = '';
    for (const { file, caption, view } of this.taken) {
      if (caption !== last) lines.push('', `## ${caption}`, '');
      last = caption;
      lines.push(`![${caption}${view ? ` (${view})` : ''}](${file})`);
    }
    writeFileSync(join(folder, 'README.md'), `${lines.join('\n').replace(/\n{3,}/g, '\n\n')}\n`);
  }
}

export async function takeScreenshots(browser, Walk, pattern) {
  mkdirSync(folder, { recursive: true });
  const camera = new Camera(browser, pattern);
  const walk = new Walk(browser, { engine: 'sqlite', language: 'vi', width: 1280, script: true, looker: (state, one) => camera.at(state, one) });
  walk.quiet = true;
  await walk.run();
  if (walk.broken) score.skipped++;
  else camera.readme();
}
