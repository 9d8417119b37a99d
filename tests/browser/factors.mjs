// An official signs in with more than a password: the authenticator app with its code computed here, recovery codes, and passkeys of Chromium's virtual
// authenticator. Without script on a phone in Vietnamese on PostgreSQL; with script on SQLite, at a desk in English and on a phone in Vietnamese.
import { createHmac } from 'node:crypto';
import { accessible, check, expect, fits, password, path, shot, startServer, visitor } from './lib.mjs';
import { say } from './words.mjs';

const kWays = [{ engine: 'postgresql', language: 'vi', width: 360, script: false }, { engine: 'sqlite', language: 'en', width: 1280, script: true },
  { engine: 'sqlite', language: 'vi', width: 360, script: true }];
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

// A security key with a PIN, in the browser's own protocol (WebAuthn §11); kept by the page it was added to.
async function keyFor(page, { credential } = {}) {
  const devices = await page.context().newCDPSession(page);
  await devices.send('WebAuthn.enable');
  const { authenticatorId } = await devices.send('WebAuthn.addVirtualAuthenticator', { options: { protocol: 'ctap2', transport: 'internal',
    hasResidentKey: true, hasUserVerification: true, isUserVerified: true, automaticPresenceSimulation: true } });
  if (credential) await devices.send('WebAuthn.addCredential', { authenticatorId, credential });
  return {
    credential: async () => (await devices.send('WebAuthn.getCredentials', { authenticatorId })).credentials[0],
    verifies: (isUserVerified) => devices.send('WebAuthn.setUserVerified', { authenticatorId, isUserVerified }),
  };
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

const kPasskeyForm = 'main form[action*="/sign-in/passkey"] button';
Object.assign(Official.prototype, {
  async passkey() {
    let made;
    await this.check('a passkey is made on the device, which shows recovery codes', async () => {
      await this.comes();
      if (this.at() === '/sign-in/step') await this.types(this.codes[5]);
      const key = await keyFor(this.page);
      await this.go('/me/factors');
      await this.page.click('main a[href$="/me/factors/passkeys/new"]');
      await this.seen('passkey-new');
      await this.page.fill('input[name="label"]', 'Máy ở cơ quan');
      await send(this.page);
      await this.page.waitForURL(/factors(\/passkeys)?$/);
      if (!this.codes) this.codes = await this.page.locator('main li code').allTextContents();
      made = await key.credential();
      expect(made?.isResidentCredential, 'the device holds a discoverable credential');
      await this.go('/me/factors');
      expect((await this.page.content()).includes('Máy ở cơ quan'), 'the list names it');
      await this.seen('passkeys');
      await this.page.click('main a[href$="/me/factors/passkeys/new"]');
      await this.page.fill('input[name="label"]', 'Lần nữa');
      await send(this.page);
      const told = this.page.locator('[data-passkey] [role=status]');
      await told.filter({ hasText: say(this.way.language, 'factors.passkey_is_there') }).waitFor();
    });
    await this.check('it signs in alone, without name or password', async () => {
      await this.page.context().close();
      this.page = await visitor(this.browser, this.way);
      await keyFor(this.page, { credential: made });
      await this.go('/sign-in?next=%2Fme');
      await this.seen('sign-in');
      await this.page.click(kPasskeyForm);
      await this.page.waitForURL(/\/me$/);
      expect((await this.page.content()).includes(kLogin), 'as its holder');
    });
    await this.check('a device that asked for no finger and no PIN is refused', async () => {
      await this.page.context().close();
      this.page = await visitor(this.browser, this.way);
      const key = await keyFor(this.page, { credential: made });
      await key.verifies(false);
      await this.go('/sign-in');
      await this.page.click(kPasskeyForm);
      await this.page.locator('[data-passkey] [role=status]').filter({ hasText: say(this.way.language, 'factors.passkey_not_made') }).waitFor();
      expect(this.at() === '/sign-in', this.page.url());
    });
    await this.check('the password alone leads to the second step, where the passkey counts too', async () => {
      await this.comes();
      expect(this.at() === '/sign-in/step', this.page.url());
      await keyFor(this.page, { credential: { ...made, signCount: 50 } });
      await this.seen('step-passkey');
      await this.page.click(kPasskeyForm);
      await this.page.waitForURL(/\/work$/);
    });
    await this.check('a removed passkey signs nobody in', async () => {
      await this.go('/me/factors');
      await this.page.click('main form[action*="/passkeys/"][action$="/remove"] button');
      await this.page.context().close();
      this.page = await visitor(this.browser, this.way);
      await keyFor(this.page, { credential: { ...made, signCount: 90 } });
      await this.go('/sign-in');
      await this.page.click(kPasskeyForm);
      await this.page.waitForURL(/\/sign-in\/passkey$/);
      expect((await this.page.content()).includes(say(this.way.language, 'factors.passkey_refused')), 'and says so');
      await this.seen('passkey-refused');
    });
  },
  async withoutScript() {
    await this.check('without script the button of passkeys says what is missing', async () => {
      await this.page.context().close();
      this.page = await visitor(this.browser, this.way);
      await this.go('/sign-in');
      await this.page.click(kPasskeyForm);
      expect((await this.page.content()).includes(say(this.way.language, 'factors.passkey_needs_script')), 'the page says it');
      await this.seen('no-script');
    });
  },
});

export async function runFactors(browser) {
  for (const way of kWays) {
    const server = await startServer(way.engine), official = new Official(browser, way, server);
    try {
      if (way.width === 1280 || !way.script) await official.app();
      if (way.script) await official.passkey();
      else await official.withoutScript();
      await official.check('nothing was wrong in the browser', () => expect(official.page.faults.filter((one) => !/status of 4\d\d/.test(one)).length === 0, official.page.faults.join('; ')));
    } finally {
      await server.stop();
    }
  }
}
