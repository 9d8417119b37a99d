// The whole way of one product as a browser test. A walk = language × width × script × database, each on a server of its own.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { accessible, check, expect, fits, hasPostgresql, score, shot, startServer, visitor } from './lib.mjs';
import { checkPapers, checkProof, recordDecision, reportFake, scanValid, scanWithdrawn, withdraw } from './certificate.mjs';
import { keyboard, mouse } from './hand.mjs';
import { nameOf } from './parts.mjs';
import { fillSheet, outcome, readTable, stricter } from './rulebook.mjs';
import { addRegistration, assess, checkResult, closeScoring, findProduct, isBlind, kSet, nameCouncil, nameGtin, openDossier, scoreSheet, signIn,
  reportAndForward, staleSave, submitDossier } from './thread.mjs';

const kProduct = 'Trà xanh hộp 100gr';
const kGtin = '8938501234568';   // a Vietnamese prefix with its check digit
const kMembers = ['hoidong1@demo.ocop', 'hoidong2@demo.ocop', 'hoidong3@demo.ocop'];

// A one-page PDF as small as the format allows.
const kPaper = `%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj
3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj
trailer<</Root 1 0 R>>
%%EOF
`;

// Four sheets with a result that a careless sum would miss: a mean in thirds, and for English readers a floor that costs a star.
export function plan(language) {
  const table = readTable(kSet);
  const self = language === 'vi' ? fillSheet(table, { aim: 82, stars: 4 }) : fillSheet(table, { aim: 80, stars: 4, short: '1.5' });
  const council = [self, stricter(table, self, 3), stricter(table, self, 5)];
  const expected = outcome(table, council);
  expect(expected.stars === (language === 'vi' ? 4 : 3) && expected.band === 4 && expected.total.sum % expected.total.n !== 0, `the plan is not what it should be: ${JSON.stringify(expected)}`);
  return { table, self, council };
}

export class Walk {
  constructor(browser, options) {
    Object.assign(this, options);
    this.browser = browser;
    this.name = nameOf(options);
    this.pages = new Map();
    this.broken = false;
  }
  // One person's browser; `login` empty = a visitor.
  async person(login) {
    if (!this.pages.has(login)) {
      const page = await visitor(this.browser, this);
      const way = { page, url: this.server.url, hand: this.keys ? keyboard(page) : mouse(page), language: this.language, width: this.width,
        script: this.script, keys: this.keys, browser: this.browser, official: login === 'tinh@demo.ocop' };
      this.pages.set(login, way);
      if (login) await signIn(way, login);
    }
    return this.pages.get(login);
  }
  // A step; after a broken one the rest of the walk cannot stand.
  async step(name, login, body) {
    if (this.broken) return void score.skipped++;
    await check(`${this.name}: ${name}`, async () => {
      let way;
      try {
        way = await this.person(login);
        await body(way);
      } catch (fault) {
        this.broken = true;
        console.log(this.server.log().split('\n').filter((line) => /"status":5|level":"error|terminate/.test(line)).slice(-3).join('\n'));
        if (way) await shot(way.page, `failed-${this.name.replace(/\W+/g, '-')}`);
        throw fault;
      }
    });
    const way = this.pages.get(login);
    if (way && !this.broken && !this.quiet) await check(`${this.name}: ${name}: the page fits and is accessible`, () => this.inspect(way));
  }
  // Somebody else looks at the pages of a state (pages.mjs).
  async look(state) {
    if (this.looker && !this.broken) await this.looker(state, this);
  }
  async inspect(way) {
    await fits(way.page, this.name);
    if (this.script) await accessible(way.page, `${this.name} ${new URL(way.page.url()).pathname}`);
    // The refusals a walk asks for (400, 409, 422) are logged by the browser as failed loads.
    const faults = way.page.faults.filter((fault) => !/status of (400|401|403|404|409|422)/.test(fault));
    expect(faults.length === 0, `the browser's console: ${faults.join('; ')}`);
  }

  async run() {
    this.folder = mkdtempSync(join(tmpdir(), 'ocop-walk-'));
    this.server = await startServer(this.engine);
    try {
      await this.producer();
      await this.council();
      await this.certificate();
    } finally {
      for (const way of this.pages.values()) await way.page.context().close();
      await this.server.stop();
      rmSync(this.folder, { recursive: true, force: true });
    }
  }
  async producer() {
    const { table, self } = plan(this.language);
    await this.step('a visitor finds the product without marks', '', async (way) => {
      this.code = await findProduct(way, 'tra xanh phin ho', kProduct);
      this.producerId = /producers\/([0-9a-f-]{36})/.exec(await way.page.locator('main a[href*="/producers/"]').first().getAttribute('href'))[1];
    });
    await this.look('start');
    const paper = join(this.folder, 'dang-ky.pdf');
    writeFileSync(paper, kPaper);
    await this.step('the producer adds the registration paper', 'htx@demo.ocop', (way) => addRegistration(way, this.producerId, paper));
    if (this.width === 1280) await this.step('the producer names the GTIN', 'htx@demo.ocop', (way) => nameGtin(way, this.code, kGtin));
    await this.step('the producer opens a dossier', 'htx@demo.ocop', async (way) => { this.dossier = await openDossier(way, kProduct); });
    await this.step('criterion by criterion, the rail beside', 'htx@demo.ocop', (way) => assess(way, this.dossier, table, self));
    await this.look('draft');
    await this.step('a stale save shows the difference', 'htx@demo.ocop', (way) => staleSave(way, this.dossier, table, self, () => this.look('conflict')));
    await this.step('the dossier is submitted', 'htx@demo.ocop', (way) => submitDossier(way, this.dossier, table, self));
  }

  async council() {
    const { table, council } = plan(this.language);
    await this.look('submitted');
    await this.step('the commune reports and forwards', 'xa@demo.ocop', (way) => reportAndForward(way, this.dossier));
    await this.look('forwarded');
    await this.step('the province names the council', 'tinh@demo.ocop', (way) => nameCouncil(way, this.dossier));
    await this.look('scoring');
    for (const [i, login] of kMembers.entries()) {
      const secrets = kMembers.slice(0, i).map((_, other) => `Nhận xét kín ${other + 1}`);
      await this.step(`member ${i + 1} scores without seeing the others`, login, async (way) => {
        if (i > 0) await isBlind(way, this.dossier, secrets);
        await scoreSheet(way, this.dossier, table, council[i], `Nhận xét kín ${i + 1}`);
        await isBlind(way, this.dossier, secrets);
      });
    }
    await this.step('the chair closes', 'chutich@demo.ocop', (way) => closeScoring(way, this.dossier));
    await this.look('closed');
    for (const login of ['tinh@demo.ocop', 'htx@demo.ocop'])
      await this.step(`the result is right, exactly (${login})`, login, async (way) => { this.expected = await checkResult(way, this.dossier, table, council); });
  }

  async certificate() {
    await this.step('the province records its decision', 'tinh@demo.ocop', async (way) => { this.number = await recordDecision(way, this.dossier, this.expected); });
    await this.step('certificate page, QR read back, A4 with its fonts', '', async (way) => {
      Object.assign(this, await checkPapers(way, this.folder, this.number, kProduct));
      // A GTIN may move to another product; what is printed on a certificate may not come to mean another (it once did).
      expect(/\/s\/[0-9A-Z]+$/.test(this.held), `the QR holds the product's permanent code, with a GTIN or without, it is ${this.held}`);
    });
    await this.step('the proof holds offline and a change is found', '', (way) => checkProof(way, this.server.data, this.proof));
    await this.step('a scan says valid', '', async (way) => {
      console.log(`     a scan costs ${await scanValid(way, this.held, this.number, kProduct, this.expected.stars)} bytes`);
    });
    await this.step('a fake is reported and reaches the province', 'tinh@demo.ocop', async (way) => { this.report = await reportFake(way, this.held); });
    await this.look('end');
    await this.step('the province withdraws', 'tinh@demo.ocop', (way) => withdraw(way, this.number));
    await this.look('withdrawn');
    await this.step('a scan says withdrawn', '', (way) => scanWithdrawn(way, this.held, this.expected.stars));
  }
}

export async function runWalk(browser, options) {
  if (options.engine === 'postgresql' && !hasPostgresql()) {
    score.skipped++;
    console.log(`skip ${nameOf(options)}: OCOP_TEST_POSTGRES is not set`);
    return;
  }
  const one = new Walk(browser, options);
  await one.run().catch((fault) => check(`${one.name}: server and browser`, () => { throw fault; }));
}
