// Every page of the route list, in every state of one product's way, as each role that may see it: accessible, fitting, valid, light.
// The states are copies of data folders (tests/support/walked); a slice of the routes is looked at in all of them.
import { join } from 'node:path';
import { HtmlValidate } from 'html-validate';
import { accessible, check, expect, fits, kColours, kNoColours, kTargets, ocop, path, startServer, visitor, walked } from './lib.mjs';
import { kPageParts } from './parts.mjs';
import { say } from './words.mjs';

export const kLogins = { producer_member: 'htx@demo.ocop', commune_officer: 'xa@demo.ocop', provincial_body: 'tinh@demo.ocop',
  council_member: 'hoidong1@demo.ocop', council_chair: 'chutich@demo.ocop', administrator: 'quantri@demo.ocop' };
// Bytes as transferred: what a phone on a hill waits for before it can read (page and style; a late font is done without), the scripts,
// everything with fonts and icons, and requests.
const kBudget = { visitor: { critical: 60_000, script: 25_000, all: 120_000, requests: 15 }, office: { critical: 120_000, script: 120_000, all: 200_000, requests: 30 } };
const kStops = 14;   // Tab stops of a page that are looked at for a visible focus
const kQuiet = 150;  // milliseconds without a request in which a page has ended its loading

// Not pages: files, feeds, what machines read.
const isPage = (pattern) => !/^\/(api\/|credentials\/|assets\/|media\/|\.well-known|tile\/|checkpoint|log\/key|robots|sitemap|favicon|service-worker|site\.webmanifest|\d+\/\{link)|(\/export|\.(csv|xlsx|docx|pdf|zip|png|svg|json|xml|txt|ico|ics|atom))$|\/papers\/\{paper\}$|\/channels\/\{file\}$|^\/(reports\/\{id\}|dossiers\/\{id\}\/visits\/\{visit\})\/photos\/\{photo\}$/.test(pattern);

// The program's own list: GET routes with the roles that may see them.
export function pageRoutes() {
  const rows = ocop('admin', 'show-routes').stdout.split('\n').map((line) => line.split('|').map((cell) => cell.trim()));
  const roles = rows[0].slice(2, 9);
  return rows.flatMap((cells) => {
    const [, method, pattern] = /^`(\w+) (.*)`$/.exec(cells[1] ?? '') ?? [];
    if (method !== 'GET' || !isPage(pattern)) return [];
    return [{ pattern, roles: roles.filter((_, i) => cells[i + 2] === 'yes') }];
  });
}

// What stands for the braces of a pattern, from the walked product.
function fill(pattern, facts) {
  if (pattern === '/filters/new') return '/filters/new?list=/producers&query=kind%3Dcooperative';   // of what it is asked is in its query
  if (pattern === '/confirmations/new') return `/confirmations/new?decision=${encodeURIComponent('2890/QĐ-BNN-VPĐP ngày 30.6.2021')}`;
  if (/^\/rulings\/\{id\}\/(edit|record|draft\.)/.test(pattern)) return pattern.replace('{id}', facts.drafted);   // of a draft alone
  if (pattern.startsWith('/privacy/breaches/{id}')) return pattern.replace('{id}', facts.breach);   // beside the requests
  if (pattern === '/dossiers/{id}/position') return `/dossiers/${facts.views}/position`;   // of a renewal whose council gives its views
  if (pattern.startsWith('/dossiers/{id}/completion/')) return `/dossiers/${facts.dossier}/completion/1/answer`;   // a request's number; leads to its dossier when none is open
  if (pattern.startsWith('/sites/{id}/history/')) return `/sites/${facts.producer}/history/1`;   // an edition's number, no certificate's
  if (/\/packagings\/\{packaging\}\/(edit|use|remove)$/.test(pattern)) return pattern.replace('{id}', facts.code).replace('{packaging}', facts.unused);   // of a draft alone
  if (pattern === '/orders/{number}') return `/orders/${facts.order.number}?key=${facts.order.key}`;
  if (/^\/producers\/\{id\}\/orders\/(settings|sales|parcels)$/.test(pattern)) return pattern.replace('{id}', facts.producer);
  if (pattern === '/producers/{id}/orders/{number}') return `/producers/${facts.producer}/orders/${facts.order.number}`;
  if (pattern === '/checks/plans/{id}') return `/checks/plans/${facts.plan}`;
  if (pattern === '/quotations/{number}') return `/quotations/${facts.quotation.number}?key=${facts.quotation.key}`;
  if (pattern.startsWith('/producers/{id}/quotations/{number}')) return pattern.replace('{id}', facts.producer).replace('{number}', facts.quotation.number);
  const named = { name: facts.site, visit: facts.visit, step: facts.step, photo: facts.photo, item: facts.item, packaging: facts.packaging, paper: facts.paper, province: '08', commune: '01090', number: facts.number, dossier: facts.dossier, part: 'A', set: 'QD26-11', place: '04', seat: '1' };
  const ids = { accounts: facts.account, dossiers: facts.dossier, producers: facts.producer, products: facts.code, reports: facts.report, jobs: facts.job, filters: facts.filter, registrations: facts.registration, ideas: facts.idea, sessions: facts.session, claims: facts.claim, privacy: facts.request, imports: facts.import, confirmations: facts.confirmation, rulings: facts.ruling, duplicates: facts.pair, sites: facts.producer, withdrawals: facts.withdrawal, checks: facts.check, complaints: facts.complaint };
  named.link = facts.links[pattern.split('/')[2]];
  const codes = { s: facts.code, rulebooks: 'QD26-2026', dossiers: '1.5' };
  const first = pattern.split('/')[1];
  const filled = pattern.replace(/\{(\w+)\}/g, (brace, name) => named[name] ?? (name === 'id' ? ids[first] : name === 'code' ? codes[first] : undefined) ?? brace);
  return filled.includes('{') ? null : filled;
}

// Which dossier pages a state of the way opens, and to whom; every other route is looked at when the way is done.
const kStates = {
  start: { '/work': Object.keys(kLogins), '/certificates': ['visitor'], '/decisions': ['provincial_body'], '/reports': ['provincial_body'], '/log': ['visitor'],
    '/producers/{id}/papers': ['producer_member'], '/products/{id}': ['visitor'], '/s/{code}': ['visitor'] },
  draft: { '/work': ['producer_member'], '/dossiers/{id}': ['producer_member'], '/dossiers/{id}/criteria/{code}': ['producer_member'], '/dossiers/{id}/submission': ['producer_member'] },
  submitted: { '/work': ['commune_officer'], '/dossiers/{id}': ['commune_officer', 'producer_member'], '/dossiers/{id}/report': ['commune_officer'], '/dossiers/{id}/completion': ['commune_officer'] },
  asked: { '/work': ['producer_member'], '/dossiers/{id}': ['producer_member', 'commune_officer'], '/dossiers/{id}/completion/{number}/answer': ['producer_member'] },
  forwarded: { '/work': ['provincial_body'], '/dossiers/{id}': ['provincial_body', 'commune_officer', 'producer_member'], '/dossiers/{id}/council': ['provincial_body'], '/dossiers/{id}/visits/{visit}': ['provincial_body'], '/dossiers/{id}/visits/new': ['provincial_body'] },
  scoring: { '/work': ['council_member'], '/dossiers/{id}': ['council_member', 'council_chair'], '/dossiers/{id}/sheet': ['council_member'], '/dossiers/{id}/sheet/{part}': ['council_member'], '/dossiers/{id}/position': ['council_member'],
    '/dossiers/{id}/closing': ['council_chair', 'provincial_body'] },
  closed: { '/work': ['provincial_body'], '/dossiers/{id}/result': ['provincial_body', 'producer_member'], '/decisions': ['provincial_body'], '/decisions/{dossier}': ['provincial_body'] },
};
// Beside the routes: pages that a question or a mistake leads to.
const kMore = [['/products?q=che+phin+ho', 200], ['/products?q=%C4%91%C6%B0%E1%BB%9Dng+th%E1%BB%91t+n%E1%BB%91t', 200], ['/products?stars=4&province=08', 200], ['/products?q=zzzzzz', 200], ['/products?q=khaaur+sli', 200], ['/places/search?q=h%C3%A0+giang', 200],
  ['/places/search?q=Ph%C3%BA+M%E1%BB%B9', 200], ['/s/ZZZZZZZZ', 404], ['/nowhere', 404], ['/dossiers/new', 401]];

// Rules of the house for markup; what is off is a matter of taste or a false alarm of the checker, with the reason.
const validator = new HtmlValidate({
  extends: ['html-validate:standard'],
  rules: {
    'void-style': 'off',                    // <br> and <br/> are the same document
    'no-trailing-whitespace': 'off', 'attr-quotes': 'off', 'no-inline-style': 'error', 'doctype-style': 'off',
    'long-title': 'off',                    // a Vietnamese product name with its certificate's number is longer than 70 letters
    'no-raw-characters': 'off',
    'attribute-boolean-style': 'off', 'attribute-empty-style': 'off',
    'prefer-native-element': 'off',         // role="list" brings back what list-style: none takes from Safari's readers
    'no-implicit-button-type': 'error', 'form-dup-name': ['error', { shared: ['radio', 'checkbox', 'submit'] }],
    'tel-non-breaking': 'off',
  },
});

// Photos whose `sizes` names another width than the one at which they stand: the browser would load a heavier file than it shows, or a
// coarser one. It chooses among few widths, so an eighth more or less changes nothing.
const wrongSizes = (page) => page.evaluate(() => [...document.querySelectorAll('picture.photo img[sizes]')].flatMap((img) => {
  const clause = img.sizes.split(/,\s*(?![^(]*\))/).find((one) => !one.startsWith('(') || matchMedia(one.slice(0, one.indexOf(')') + 1)).matches);
  const ruler = document.body.appendChild(document.createElement('div'));
  ruler.style.cssText = `position: absolute; width: ${clause.replace(/^\([^)]*\)\s*/, '')}`;
  const said = ruler.getBoundingClientRect().width, stands = img.getBoundingClientRect().width;
  ruler.remove();
  return stands === 0 || Math.abs(said - stands) <= stands / 8 ? [] : [`${img.alt.slice(0, 40)}: ${clause} is ${Math.round(said)}, it stands ${Math.round(stands)} wide`];
}));

// A word without end in the place of every text of a page, as a name or an address can be: nothing may push the page wider. What is set in one
// line (badges, figures) holds our own words.
const kLongWord = 'Thịtlợngácbếpkhô'.repeat(5);
const stretchWords = (page) => page.evaluate((word) => {
  const walk = document.createTreeWalker(document.querySelector('main'), NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) {
    const { currentNode: text } = walk, box = text.parentElement;
    if (text.data.trim() && !box.closest('svg, option, script, .unseen') && getComputedStyle(box).whiteSpace !== 'nowrap') text.data = word;
  }
}, kLongWord);

// Pages on which somebody works: 290 of a phone's 780 px once were header, search, notice and bar, and no option was seen at first. `options`:
// how many stand whole in the first screen.
const kTasks = { '/dossiers/{id}': {}, '/dossiers/{id}/criteria/{code}': { options: 2, bar: true }, '/dossiers/{id}/sheet/{part}': { options: 1, bar: true } };
const kMostChrome = 160;   // header, notice of the demo, bar with progress and save
const firstScreen = (page) => page.evaluate(() => {
  scrollTo(0, 0);
  const bars = [...document.querySelectorAll('.bottom, .task-bar')].map((one) => one.getBoundingClientRect()).filter((one) => one.height);
  const below = Math.min(innerHeight, ...bars.map((one) => one.top)), above = document.querySelector('main').getBoundingClientRect().top;
  const options = [...document.querySelectorAll('.radio-card')].filter((one) => one.getBoundingClientRect().bottom <= below);
  const save = document.querySelector('.task-bar button')?.getBoundingClientRect();
  return { chrome: Math.round(above + innerHeight - below), options: options.length, save: Boolean(save && save.bottom <= innerHeight && save.height >= 44),
    progress: document.querySelector('.task-progress')?.textContent ?? '' };
});

// How far things move while a page loads as on a phone in the hills, where fonts come after the text: 0, or a thumb meets what was not there.
const kLate = 1_200;   // milliseconds of a font
const kStill = ['/', '/products', '/map', '/products/{id}', '/s/{code}', '/{name}'];
async function shiftsOf(page, url) {
  const late = async (route) => { await page.waitForTimeout(kLate); await route.continue(); };
  await page.route('**/*.woff2', late);
  await page.goto(url, { waitUntil: 'load' });
  await page.waitForTimeout(kLate);
  await page.unroute('**/*.woff2', late);
  return page.evaluate(() => new Promise((resolve) => {
    const of = (one) => one.sources.map((source) => source.node?.outerHTML?.slice(0, 80)).join(' | ');
    new PerformanceObserver((list) => resolve(list.getEntries().map((one) => `${one.value.toFixed(4)}: ${of(one)}`))).observe({ type: 'layout-shift', buffered: true });
    setTimeout(() => resolve([]), 300);
  }));
}

// What somebody looks for in an engine and comes to: what stands there below the title is ours to say.
const kFound = ['/', '/products', '/products/{id}', '/s/{code}', '/{name}', '/sites/published', '/producers', '/producers/{id}', '/producers/{id}/order', '/producers/{id}/quotation',
  '/certificates/{number}', '/map', '/counts', '/places/{province}', '/places/{province}/{commune}', '/rulebooks', '/log', '/sign-in', '/join'];

const setWidth = (page, width) => page.setViewportSize({ width, height: width === 360 ? 780 : 900 });

// What the next load of a page transfers, with nothing kept from before.
class Scales {
  static async under(page) {
    const scales = Object.assign(new Scales(), { page, loads: new Map(), open: new Set(), last: Date.now(), session: await page.context().newCDPSession(page) });
    await scales.session.send('Network.enable');
    await scales.session.send('Network.setCacheDisabled', { cacheDisabled: true });
    scales.listen();
    return scales;
  }
  listen() {
    const { loads, open, session } = this;
    const now = (change) => (event) => { change(event); this.last = Date.now(); };
    session.on('Network.requestWillBeSent', now((event) => open.add(event.requestId)));
    for (const end of ['Network.loadingFinished', 'Network.loadingFailed']) session.on(end, now((event) => open.delete(event.requestId)));
    session.on('Network.responseReceived', (event) => loads.set(event.requestId, { type: event.type, url: event.response.url, bytes: 0 }));
    session.on('Network.loadingFinished', (event) => { if (loads.has(event.requestId)) loads.get(event.requestId).bytes = event.encodedDataLength; });
  }
  async weigh() {
    while (this.open.size || Date.now() - this.last < kQuiet) await this.page.waitForTimeout(kQuiet / 5);
    const all = [...this.loads.values()];
    const sum = (of) => all.filter(of).reduce((bytes, one) => bytes + one.bytes, 0);
    await this.session.detach();
    return { critical: sum((one) => ['Document', 'Stylesheet'].includes(one.type)), script: sum((one) => one.type === 'Script'),
      all: sum(() => true), requests: all.length };
  }
}

class Tour {
  constructor(browser, slice) {
    Object.assign(this, { browser, ...walked() });
    this.routes = pageRoutes();
    // Each route goes to the slice that has the fewest looks so far: an office's list is seen by five roles, a visitor's page by two.
    const looks = Array(kPageParts).fill(0);
    const slices = this.routes.map(({ roles }) => {
      const lightest = looks.indexOf(Math.min(...looks));
      looks[lightest] += roles[0] === 'visitor' ? 5 : 3 + roles.length;
      return lightest;
    });
    this.mine = (i) => slices[i] === slice;
    this.mineOfMore = (i) => i % kPageParts === slice;
    this.seen = new Set();
    this.pages = new Map();
  }
  // A role's browser; its session was made on the way and holds in every state and on every port.
  async page(role) {
    if (!this.pages.has(role)) {
      const page = await visitor(this.browser, { language: 'vi' });
      const cookies = Object.entries(this.facts.cookies[role] ?? {}).filter(([name]) => !name.includes('flash'));
      await page.context().addCookies(cookies.map(([name, value]) => ({ name, value, domain: 'localhost', path: '/', secure: true, httpOnly: true, sameSite: 'Lax' })));
      this.pages.set(role, page);
    }
    return this.pages.get(role);
  }

  async run() {
    for (const state of Object.keys(kStates)) await this.visit(state, this.statesLooks(state));
    await this.visit('end', this.endLooks());
    for (const route of this.routes.filter((_, i) => this.mine(i)))
      await check(`the page ${route.pattern} was seen`, () => expect(this.seen.has(route.pattern), 'in no state of the walk: give it an example in pages.mjs'));
    for (const page of this.pages.values()) await page.context().close();
  }
  statesLooks(state) {
    return Object.entries(kStates[state]).filter(([pattern]) => this.mine(this.routes.findIndex((route) => route.pattern === pattern)))
      .flatMap(([pattern, roles]) => this.looks(state, pattern, roles));
  }
  endLooks() {
    // A page for everyone differs only in its header for those who are signed in: one role each, in turn.
    const some = (roles, i) => (roles[0] === 'visitor' ? ['visitor', roles[1 + (i % (roles.length - 1))]] : roles);
    const routes = this.routes.flatMap((route, i) => (this.mine(i) ? this.looks('end', route.pattern, some(route.roles, i)) : []));
    const more = kMore.flatMap(([address, status], i) => (this.mineOfMore(i) ? [{ state: 'end', address, status, role: 'visitor', language: i % 2 ? 'en' : 'vi', width: i % 2 ? 1280 : 360, first: true, main: true, axe: true }] : []));
    return [...routes, ...more];
  }
  async visit(state, looks) {
    if (!looks.length) return;
    const server = await startServer('sqlite', join(this.place, state));
    this.url = server.url;
    for (const look of looks) await this.look(look);
    await server.stop();
  }

  // The role the page is made for sees it in both languages, and in both widths: it is turned to the other, as a phone is; the others see it once.
  // What somebody who is signed in sees more of a page for everyone is the header, which axe reads on the pages of that role. Colours are of the
  // styles, not of the language: axe reads them on the phone, and at a desk when it is dark.
  looks(state, pattern, roles) {
    const address = fill(pattern, this.facts);
    if (!address) return [];
    return roles.flatMap((role, i) => {
      const views = i === 0 ? [['vi', 360, 1280], ['en', 1280, 360]] : [['vi', 360]];
      return views.map(([language, width, turned], j) => ({ state, pattern, address, status: 200, role, language, width, turned, first: i === 0 && j === 0, main: i === 0, coloured: j > 0, axe: i === 0 || roles[0] !== 'visitor' }));
    });
  }
  async look(look) {
    const page = await this.page(look.role);
    await setWidth(page, look.width);
    await page.setExtraHTTPHeaders({ 'accept-language': look.language });
    page.faults.length = 0;
    const scales = look.first ? await Scales.under(page) : null;
    const answer = await page.goto(this.url + path(look.language, look.address), { waitUntil: 'load' });
    const sums = await scales?.weigh();
    // At the end of the way many dossier pages are closed to a role or lead on: those were seen in their own state.
    const moved = new URL(page.url()).pathname !== new URL(this.url + path(look.language, look.address)).pathname;
    if (look.state === 'end' && look.pattern?.includes('{') && (moved || [403, 404, 409].includes(answer.status()))) return;
    if (['/sign-in', '/sign-in/step', '/join'].includes(look.pattern) && moved) return;
    const name = (width) => `page ${look.address} (${look.state}), ${look.role}, ${look.language} ${width}`;
    await check(name(look.width), () => this.inspect(page, look, answer, name(look.width)));
    if (look.turned) await check(name(look.turned), () => this.turn(page, look, name(look.turned)));
    if (!look.first || look.status !== 200) return;
    await check(`${name(look.width)}: dark, 320 px, 200 % text, focus`, () => this.stress(page));
    await check(`${name(look.width)}: weight`, () => this.hold(sums, look));
    if (look.pattern in kTasks && look.state !== 'end') await check(`${name(look.width)}: first screen`, () => this.task(page, look));
    if (kStill.includes(look.pattern)) await check(`${name(look.width)}: nothing moves`, () => this.still(page, look));
  }

  async inspect(page, look, answer, name) {
    expect(answer.status() === look.status, `answered ${answer.status()}`);
    if (look.pattern) this.seen.add(look.pattern);
    const seen = await page.evaluate(() => ({ lang: document.documentElement.lang, title: document.title, h1: document.querySelectorAll('h1').length }));
    expect(seen.lang === look.language, `its lang is “${seen.lang}”`);
    expect(seen.h1 === 1, `it has ${seen.h1} first headings`);
    expect(seen.title.length > 6 && (look.address === '/' || seen.title !== say(look.language, 'web.site_name')), `its title is “${seen.title}”`);
    if (look.first && kFound.includes(look.pattern)) await this.describes(page);
    await this.lies(page, look, name);
    if (look.axe) await accessible(page, name, ...(look.coloured ? [kNoColours] : []));
    if (look.main) {
      const report = await validator.validateString(await answer.text(), look.address);
      const messages = report.results.flatMap((one) => one.messages);
      expect(messages.length === 0, `markup: ${messages.slice(0, 4).map((one) => `${one.ruleId}: ${one.message} (${one.selector})`).join('\n')}`);
    }
  }

  // What an engine shows below the title: the page of a place had nothing, and a line of its map stood there.
  async describes(page) {
    const words = await page.evaluate(() => document.querySelector('meta[name=description]')?.content ?? '');
    expect(words.length > 20, `its description is “${words}”`);
  }
  async lies(page, look, name) {
    await fits(page, name);
    const sizes = await wrongSizes(page);
    expect(sizes.length === 0, `sizes of photos: ${sizes.join('; ')}`);
    const faults = page.faults.filter((fault) => look.status < 400 || !/status of 4\d\d/.test(fault));
    expect(faults.length === 0, `console: ${faults.join('; ')}`);
  }
  async turn(page, look, name) {
    await setWidth(page, look.turned);
    await this.lies(page, look, name);
  }

  async stress(page) {
    const scale = (size) => page.evaluate((value) => { document.documentElement.style.fontSize = value; }, size);
    await page.setViewportSize({ width: 320, height: 700 });
    await fits(page, '320 px');
    await page.setViewportSize({ width: 1280, height: 900 });
    await scale('200%');
    await fits(page, '200 % text');
    await scale('');
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });   // a colour on its way is none
    try {
      await accessible(page, 'dark', kColours);
      await this.focus(page);
    } finally {
      await page.emulateMedia({ colorScheme: 'light', reducedMotion: null });
    }
    await setWidth(page, 360);
    await stretchWords(page);
    await fits(page, 'words without end');
  }
  async task(page, look) {
    await setWidth(page, 360);
    await page.reload({ waitUntil: 'load' });
    const { options = 0, bar = false } = kTasks[look.pattern], seen = await firstScreen(page);
    expect(seen.chrome <= kMostChrome, `${seen.chrome} of 780 px are chrome`);
    expect(seen.options >= options, `${seen.options} options in the first screen`);
    expect(!bar || (seen.save && /\d+\/\d+/.test(seen.progress)), `save in reach: ${seen.save}; progress: “${seen.progress}”`);
    console.log(`     first screen of ${look.pattern}: ${JSON.stringify(seen)}`);
  }
  async still(page, look) {
    for (const width of [360, 412]) {
      await page.setViewportSize({ width, height: 780 });
      const moved = await shiftsOf(page, this.url + path(look.language, look.address));
      expect(moved.length === 0, `${width} px: ${moved.join('\n')}`);
      await accessible(page, `${width} px, bars as they stand`, kTargets, 'standing');
    }
  }
  // Each Tab stop must show where it is: an outline on the control or on the card around it.
  async focus(page) {
    for (let i = 0; i < kStops; i++) {
      await page.keyboard.press('Tab');
      const bare = await page.evaluate(() => {
        let element = document.activeElement;
        if (!element || element === document.body) return '';
        const shape = element.closest('svg') && element.querySelector('path');   // a province of the map: its border grows
        if (shape && parseFloat(getComputedStyle(shape).strokeWidth) >= 3) return '';
        for (let up = 0; element && up < 3; up++, element = element.parentElement) {
          const style = getComputedStyle(element);
          if ((style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2) || style.boxShadow !== 'none') return '';
        }
        return document.activeElement.outerHTML.slice(0, 160);
      });
      expect(bare === '', `no visible focus on ${bare}`);
    }
  }
  hold(sums, look) {
    const budget = look.role === 'visitor' ? kBudget.visitor : kBudget.office;
    for (const key of Object.keys(sums)) expect(sums[key] <= budget[key], `${key}: ${sums[key]}, the budget is ${budget[key]}`);
    if (sums.critical > (this.heaviest?.critical ?? 0)) this.heaviest = { ...sums, address: look.address };
  }
}

export async function runPages(browser, slice) {
  const tour = new Tour(browser, slice);
  await tour.run();
  console.log(`     pages: the heaviest before reading is ${JSON.stringify(tour.heaviest)}`);
}
