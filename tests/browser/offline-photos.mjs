// A photo of evidence taken in a shed without a network (modules/offline/README.md): kept, small and bare of where it was taken; sent once,
// before the answer that refers to it; nobody else's; refused with its reason and in nobody's way.
import { accessible, check, expect } from './lib.mjs';

const kSettled = 30_000;
const photo = (page) => page.locator('.kept-photos > li');
const said = (page) => page.locator('[data-said]');
const option = (page, place) => page.locator('input[name="option"]').nth(place);
// What was there instead is the first question about a run that failed on another machine.
export async function has(locator, words) {
  await locator.filter({ hasText: words }).first().waitFor({ timeout: kSettled }).catch(async () => {
    const instead = await locator.allTextContents().catch(() => ['no page']);
    expect(false, `“${words}” is not said at ${locator.page().url()}, but ${JSON.stringify(instead)}`);
  });
}

// A camera's JPEG: 2,400 × 1,800 as it lies in the phone, red on the left, and an EXIF segment that says "turn it a quarter to the right",
// the maker of the phone and that it was north of the equator (CIPA DC-008: IFD0 with Make, Orientation, GPS).
async function cameraJpeg(page) {
  const bare = Buffer.from(await page.evaluate(async () => {
    const canvas = Object.assign(document.createElement('canvas'), { width: 2400, height: 1800 });
    const context = canvas.getContext('2d');
    for (const [colour, x] of [['#c00000', 0], ['#0000c0', 1200]]) {
      context.fillStyle = colour;
      context.fillRect(x, 0, 1200, 1800);
    }
    return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
  }), 'base64');
  const tiff = Buffer.alloc(86);
  tiff.write('II*\0', 0, 'latin1');
  tiff.writeUInt32LE(8, 4);
  tiff.writeUInt16LE(3, 8);
  const entry = (at, tag, type, count, value) => { tiff.writeUInt16LE(tag, at); tiff.writeUInt16LE(type, at + 2); tiff.writeUInt32LE(count, at + 4); tiff.writeUInt32LE(value, at + 8); };
  entry(10, 0x010f, 2, 12, 50);        // Make, at 50
  entry(22, 0x0112, 3, 1, 6);          // Orientation
  entry(34, 0x8825, 4, 1, 64);         // GPS, at 64
  tiff.write('ShedPhone 9\0', 50, 'latin1');
  tiff.writeUInt16LE(1, 64);
  entry(66, 0x0001, 2, 2, 'N'.charCodeAt(0));
  const body = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, 0]);
  head.writeUInt16BE(body.length + 2, 2);
  return Buffer.concat([bare.subarray(0, 2), head, body, bare.subarray(2)]);
}

// Segments of a JPEG to the start of its scan (ITU-T T.81, annex B): [marker, content].
function segments(jpeg) {
  const out = [];
  for (let at = 2; jpeg[at] === 0xff && jpeg[at + 1] !== 0xda; at += 2 + jpeg.readUInt16BE(at + 2)) out.push([jpeg[at + 1], jpeg.subarray(at + 4, at + 2 + jpeg.readUInt16BE(at + 2))]);
  return out;
}

const papersOf = (page, producer) => page.evaluate(async (id) => (await (await fetch(`/api/v1/producers/${id}/papers`)).json()).papers.filter((paper) => paper.file_name.startsWith('anh-')), producer);
const fileOf = async (page, producer, paper) => Buffer.from(await page.evaluate(async (path) => {
  const bytes = new Uint8Array(await (await fetch(path)).arrayBuffer());
  return btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''));
}, `/producers/${producer}/papers/${paper}`), 'base64');
const pixel = (page, jpeg, x, y) => page.evaluate(async ([data, left, top]) => {
  const picture = await createImageBitmap(new Blob([Uint8Array.from(atob(data), (letter) => letter.charCodeAt(0))]));
  const canvas = Object.assign(document.createElement('canvas'), { width: picture.width, height: picture.height });
  const context = canvas.getContext('2d');
  context.drawImage(picture, 0, 0);
  return [...context.getImageData(left, top, 1, 1).data];
}, [jpeg.toString('base64'), x, y]);

// The photos in this browser as they lie in its database; `damage` puts something else into the first one's place.
const stored = (page, damage = '') => page.evaluate(async (words) => {
  const wait = (request) => new Promise((resolve, reject) => { request.onsuccess = () => resolve(request.result); request.onerror = () => reject(request.error); });
  const database = await wait(indexedDB.open('ocop-outbox'));
  const store = database.transaction('photos', 'readwrite').objectStore('photos');
  const all = (await wait(store.getAll())).sort((a, b) => (a.made < b.made ? -1 : 1));
  if (words) await wait(store.put({ ...all[0], content: new Blob([words]) }));
  database.close();
  return all.map(({ account, state, content }) => ({ account, state, bytes: content?.size ?? 0 }));
}, damage);

export class Photos {
  // `signIn(context, url, login)` gives a page of that person; `lookAt(page, address)` has the phone keep a page.
  constructor({ context, url, dossier, signIn, lookAt }) {
    Object.assign(this, { context, url, signIn, lookAt });
    this.criterion = (code) => `${url}/dossiers/${dossier}/criteria/${code}`;
  }

  async run(page) {
    this.page = page;
    this.listen();
    this.jpeg = await cameraJpeg(page);
    await this.lookAt(page, this.criterion('1.2'));
    await this.lookAt(page, this.criterion('1.1'));
    this.producer = await page.locator('[data-photos]').getAttribute('data-producer');
    await check('offline: a photo is kept in the phone, small, and shown as waiting', () => this.kept());
    await check('offline: what is no picture, and a photo that finds no room, are told and take nothing away', () => this.notKept());
    await check('offline: a killed tab keeps photos; one is removed after a question', () => this.killed());
    await check('offline: nobody sends or sees the photos of somebody else', () => this.somebodyElse());
    await check('offline: a photo whose answer was lost is one paper, upright, small and without EXIF, and the answer refers to it', () => this.sentOnce());
    await check('offline: a refused photo tells its reason and is in nobody’s way', () => this.refused());
    await check('offline: a photo before any answer waits among the papers for its level', () => this.withoutAnswer());
    await check('offline: a photo taken with a network goes at once and saves itself', () => this.withNetwork());
  }

  // What the page asks is answered with `agree`; a page that is left without a network says that something is unsaved, and is left.
  listen() {
    this.page.on('dialog', (dialog) => {
      void (this.agree || dialog.type() === 'beforeunload' ? dialog.accept() : dialog.dismiss());
    });
  }
  // The page asks when it has looked into its store, which on a busy machine is later than the click: an answer of "yes" meant for the second
  // question was once given to the first, and two photos were gone.
  async asked(agree, act) {
    this.agree = agree;
    await Promise.all([this.page.waitForEvent('dialog'), act()]);
  }
  async take(content = this.jpeg, name = 'IMG_0001.jpg', type = 'image/jpeg') {
    await this.page.setInputFiles('#photo', { name, mimeType: type, buffer: content });
  }
  async takeAndWait(count) {
    await this.take();
    await photo(this.page).nth(count - 1).waitFor({ timeout: kSettled });
  }
  // As a phone does that needs the room: the tab has no moment to say or send anything. A page that is closed would send once more.
  async kill(address) {
    await this.page.evaluate(() => localStorage.clear());   // the page's own draft is gone, too
    const session = await this.context.newCDPSession(this.page);
    const gone = this.page.waitForEvent('crash');
    session.send('Page.crash').catch(() => undefined);
    await gone;
    await this.page.close();
    this.page = await this.context.newPage();
    this.listen();
    await this.page.goto(address);
  }
  async ticked(code) {
    await this.page.goto(this.criterion(code));
    return this.page.locator('input[name^="paper."]:checked').evaluateAll((all) => all.map((one) => one.name.slice('paper.'.length)));
  }

  async kept() {
    await this.context.setOffline(true);
    await option(this.page, 1).check({ force: true });
    await this.takeAndWait(1);
    await has(said(this.page), 'Đã giữ ảnh trong máy này');
    await this.takeAndWait(2);
    await has(photo(this.page).nth(1), 'Đang chờ gửi');
    const [first] = await stored(this.page);
    expect(first.bytes > 0 && first.bytes < this.jpeg.length, `kept with ${first.bytes} bytes, the camera’s file has ${this.jpeg.length}`);
    await has(this.page.locator('[data-outbox]'), '3 việc đã ghi trong máy này');   // two photos, one answer
    await accessible(this.page, 'a criterion with photos that wait');
  }

  async notKept() {
    await this.take(Buffer.from('%PDF-1.4 no picture'), 'IMG_0002.jpg');
    await has(said(this.page), 'không đọc được tệp này như một ảnh');
    // Chromium remembers for half a minute how much room there is: a quota made small now is felt too late, so the store says it itself.
    await this.page.evaluate(() => {
      window.room = IDBObjectStore.prototype.add;
      IDBObjectStore.prototype.add = () => { throw new DOMException('no room', 'QuotaExceededError'); };
    });
    await this.page.fill('textarea[name="note"]', 'Nhà sao chè');
    await this.take();
    await has(said(this.page), 'không còn chỗ');
    await this.page.evaluate(() => { IDBObjectStore.prototype.add = window.room; });
    expect((await photo(this.page).count()) === 2, 'there should be two photos as before');
    expect(await option(this.page, 1).isChecked(), 'the answer is gone');
    expect((await this.page.inputValue('textarea[name="note"]')) === 'Nhà sao chè', 'what was typed is gone');
  }

  async killed() {
    await this.kill(this.criterion('1.1'));
    await photo(this.page).nth(1).waitFor({ timeout: kSettled });
    const remove = photo(this.page).first().getByRole('button', { name: /^Bỏ ảnh/ });
    await this.asked(false, () => remove.click());
    expect((await photo(this.page).count()) === 2, 'a photo was removed although its person said no');
    await this.asked(true, () => remove.click());
    await has(said(this.page), 'Đã bỏ ảnh');
    expect((await photo(this.page).count()) === 1 && (await stored(this.page)).length === 1, 'the photo is still there');
  }

  async signOut() {
    await this.page.goto(this.url);   // a page that sends nothing
    await Promise.all([this.page.waitForNavigation(), this.page.evaluate(() => document.querySelector('form[action$="/sign-out"]').submit())]);
    await this.page.close();
  }
  async somebodyElse() {
    await this.page.goto('about:blank');
    await this.context.setOffline(false);
    await this.signOut();
    this.page = await this.signIn(this.context, this.url, 'xa@demo.ocop');
    await this.page.goto(`${this.url}/offline`);
    await has(this.page.locator('[data-outbox]'), '2 việc của người khác');
    expect((await photo(this.page).count()) === 0, 'another’s photo is shown');
    expect((await stored(this.page))[0].state === 'waiting', 'another’s photo was sent');
    await this.signOut();
    this.page = await this.signIn(this.context, this.url, 'htx@demo.ocop');
    this.listen();
    expect((await papersOf(this.page, this.producer)).length === 0, 'a photo came to the server meanwhile');
  }

  // What may come between a phone and its server, for the sending of papers alone: "ill" answers 503 at once; "lose" lets the server take
  // the paper and loses its answer. The window's name outlives the pages in it.
  async between(what) {
    await this.page.evaluate((word) => { window.name = word; }, what);
    await this.page.goto(`${this.url}/offline`);
  }
  async sentOnce() {
    await this.page.addInitScript(() => {
      const ask = window.fetch;
      window.fetch = async (...given) => {
        const paper = given[1]?.method === 'POST' && String(given[0]).endsWith('/papers');
        if (paper && window.name === 'ill') return new Response('', { status: 503 });
        const answer = await ask(...given);
        if (paper && window.name === 'lose') throw new TypeError('Failed to fetch');
        return answer;
      };
    });
    const bothWait = async () => {
      await has(this.page.locator('[data-outbox]'), '2 việc đã ghi trong máy này');
      await has(photo(this.page), 'Đang chờ gửi');
    };
    await this.between('ill');
    await bothWait();   // the answer with its photo, in their order
    expect((await papersOf(this.page, this.producer)).length === 0, 'an ill server took the photo');
    await this.between('lose');
    await bothWait();
    expect((await papersOf(this.page, this.producer)).length === 1, 'the server should have it by now');
    await accessible(this.page, '/offline with a photo');
    await this.page.evaluate(() => { window.name = ''; });   // and by itself, soon: no event tells that a server is well again
    await has(this.page.locator('[data-outbox]'), 'Đã gửi mọi việc');
    const papers = await papersOf(this.page, this.producer);
    expect(papers.length === 1, `the photo is ${papers.length} papers`);
    expect(String(await this.ticked('1.1')) === papers[0].id, 'the answer does not refer to the photo');
    expect(await option(this.page, 1).isChecked(), 'the answer is not what was chosen');
    expect((await stored(this.page)).length === 0, 'the photo is still in the phone');
    await this.looksRight(papers[0]);
  }
  async looksRight(paper) {
    expect(/^Ảnh minh chứng 1\.1 · /.test(paper.title), `its title is “${paper.title}”`);
    const file = await fileOf(this.page, this.producer, paper.id);
    const found = segments(file);
    const [, frame] = found.find(([marker]) => marker >= 0xc0 && marker <= 0xc2);
    const size = [frame.readUInt16BE(3), frame.readUInt16BE(1)];
    expect(String(size) === '1200,1600', `it is ${size} px`);
    expect(!found.some(([marker]) => marker === 0xe1) && !file.includes('ShedPhone'), 'it tells of phone or place');
    const [red, , blue] = await pixel(this.page, file, 600, 100);
    expect(red > 150 && blue < 60, `the top is rgb(${red}, …, ${blue}): it is not upright`);
  }

  async refused() {
    await this.lookAt(this.page, this.criterion('1.1'));
    await this.context.setOffline(true);
    await this.takeAndWait(1);
    await this.takeAndWait(2);
    await stored(this.page, 'the phone’s memory has gone bad');
    await this.context.setOffline(false);
    const reason = 'Chỉ nhận tệp PDF, JPEG hoặc PNG';
    await has(this.page.locator('[data-outbox]'), reason);
    await has(photo(this.page), `Cần bạn xem: ảnh không được nhận. ${reason}`);
    expect((await this.ticked('1.1')).length === 2, 'the photo behind it is no evidence');
    expect((await papersOf(this.page, this.producer)).length === 2, 'the photo behind it was not sent');
    await this.page.goto(`${this.url}/offline`);
    await has(photo(this.page), reason);
    expect(!(await this.page.locator('[data-nothing]').isVisible()), 'the page says at once that nothing waits');
    await accessible(this.page, '/offline with a refused photo');
    await photo(this.page).getByRole('button', { name: /^Gửi lại/ }).click();
    await has(photo(this.page), reason);
    await this.asked(true, () => photo(this.page).getByRole('button', { name: /^Bỏ ảnh/ }).click());
    await this.page.locator('[data-nothing]').waitFor({ timeout: kSettled });
  }

  async withoutAnswer() {
    await this.page.goto(this.criterion('1.2'));
    await this.context.setOffline(true);
    await this.takeAndWait(1);
    await this.context.setOffline(false);
    await has(photo(this.page), 'chưa gắn vào câu trả lời');
    await this.kill(this.criterion('1.2'));
    await has(photo(this.page), 'chưa gắn vào câu trả lời');
    await option(this.page, 0).check({ force: true });
    await has(photo(this.page), 'đã gắn vào câu trả lời');
    expect((await this.ticked('1.2')).length === 1, 'the answer does not refer to the photo');
  }

  async withNetwork() {
    const before = (await this.ticked('1.2')).length;
    await this.take();
    await has(photo(this.page), 'đã gắn vào câu trả lời');
    await has(this.page.locator('[data-status]'), 'Đã lưu');   // by itself: the rail has the photo, too
    // The form goes on from the version that the photo's answer has made.
    const [answer] = await Promise.all([this.page.waitForResponse((one) => one.request().method() === 'POST' && one.url() === this.criterion('1.2')),
      option(this.page, 1).check({ force: true })]);
    expect(answer.status() === 200, `the later answer was answered with ${answer.status()}`);
    expect((await this.ticked('1.2')).length === before + 1, 'the answer does not refer to the photo');
    expect(await option(this.page, 1).isChecked(), 'the later answer was not saved');
  }
}
