// An official signs in with more than a password: the authenticator app with its code computed here, and recovery codes. Without script on a phone in
// Vietnamese on PostgreSQL, with script at a desk in English on SQLite.
import { createHmac } from 'node:crypto';
import { accessible, check, expect, fits, password, path, shot, startServer, visitor } from './lib.mjs';
import { say } from './words.mjs';

const kWays = [{ engine: 'postgresql', language: 'vi', width: 360, script: false }, { engine: 'sqlite', language: 'en', width: 1280, script: true }];
const kLogin = 'xa@demo.ocop';
const kStep = 30_000;   // RFC 6238
const send = (page) => page.click('main form button:not([type="button"])');

// What an app of this secret shows, `later` steps from now.
function codeOf(secret, later) {
  const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567', bits = [...secret].map((sign) => signs.indexOf(sign).toString(2).padStart(5, '0')).join('');
  const key = Buffer.from(bits.match(/.{8}/g).map((byte) => parseInt(byte, 2))), counter = Buffer.alloc(8);
  counter.writeBigUInt64BE(BigInt(Math.floor(Date.now() / kStep) + later));
  const digest = createHmac('sha1', key).update(counter).digest();
  return String((digest.readUInt32BE(digest[19] & 15) & 0x7fffffff) % 1_000_000).padStart(6, '0');
}

class Official {
  constructor(browser, way, server) { Object.assign(this, { browser, way, server, name: `factors ${Object.values(way).join(' ')}` }); }
  check(what, body) { return check(`${this.name}: ${what}`, body); }
  go(to) { return this.page.goto(this.server.url + path(this.way.language, to)); }
  at() { return new URL(this.page.url()).pathname.replace(/^\/en(?=\/)/, ''); }
  async seen(picture) {
    if (this.way.script) await accessible(this.page, this.page.url());
    await fits(this.page, this.page.url());
    await shot(this.page, `factors-${picture}-${this.way.language}-${this.way.width}`);
  }
  // A browser that knows nothing, and the password in it.
  async comes() {
    await this.page?.context().close();
    this.page = await visitor(this.browser, this.way);
    await this.go('/sign-in');
    await this.page.fill('input[name="login"]', kLogin);
    await this.page.fill('input[name="password"]', password);
    await send(this.page);
  }
  async types(code) {
    await this.page.fill('input[name="code"]', code);
    await send(this.page);
  }

  async app() {
    await this.check('an authenticator app is set up by its first code, which shows recovery codes', async () => {
      await this.comes();
      await this.go('/me/factors');
      await this.seen('none');
      await this.page.click('main a[href$="/me/factors/app"]');
      await this.seen('begin');
      await send(this.page);
      await this.seen('app');
      this.secret = (await this.page.textContent('main li code')).replaceAll(' ', '');
      await this.types('000000');
      expect((await this.page.content()).includes(say(this.way.language, 'factors.code_wrong')), 'a wrong code is told');
      await this.types(codeOf(this.secret, -1));   // the one before: signing in below has the next
      this.codes = await this.page.locator('main li code').allTextContents();
      expect(this.codes.length === 10 && new Set(this.codes).size === 10, `codes: ${this.codes}`);
      await this.seen('codes');
      const [file] = await Promise.all([this.page.waitForEvent('download'), this.page.click('form[action$="/codes/file"] button')]);
      expect((await file.createReadStream().then((stream) => stream.toArray())).join('').includes(this.codes[9]), 'the file holds the codes');
    });
    await this.check('the password leads to the second step, and its code signs in', async () => {
      await this.comes();
      expect(this.at() === '/sign-in/step', this.page.url());
      await this.seen('step');
      await this.types(codeOf(this.secret, 0));
      expect(this.at() === '/work', this.page.url());
      await this.go('/me/factors');
      await this.seen('own');
      await this.go('/me');
      await this.seen('me');
    });
    await this.check('a recovery code signs in once only', async () => {
      await this.comes();
      await this.types(this.codes[0].toUpperCase().replaceAll('-', ' '));
      expect(this.at() === '/work', this.page.url());
      await this.comes();
      await this.types(this.codes[0]);
      expect(this.at() === '/sign-in/step', this.page.url());
      await this.seen('step-wrong');
    });
  }
}

export async function runFactors(browser) {
  for (const way of kWays) {
    const server = await startServer(way.engine), official = new Official(browser, way, server);
    try {
      await official.app();
      await official.check('nothing was wrong in the browser', () => expect(official.page.faults.filter((one) => !/status of 4\d\d/.test(one)).length === 0, official.page.faults.join('; ')));
    } finally {
      await server.stop();
    }
  }
}
