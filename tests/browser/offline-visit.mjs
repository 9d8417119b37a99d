// A group writes down what it sees where there is no network (modules/visits): the phone keeps no note that the server would not take, and
// says so; what it keeps comes in once.
import { join } from 'node:path';
import { check, expect, startServer, walked } from './lib.mjs';
import { has } from './offline-photos.mjs';

const field = (page, name) => page.locator(`main [name="${name}"]`);
const said = (page, words) => has(page.locator('[data-kept-said]'), words);
const today = () => new Date().toLocaleDateString('en-GB', { timeZone: 'Asia/Ho_Chi_Minh' });

// The commune forwards; the province plans. Answers with the address of the visit.
async function planned(context, url, dossier, signIn) {
  const commune = await signIn(context, url, 'xa@demo.ocop');
  await commune.goto(`${url}/dossiers/${dossier}/report`);
  for (const name of ['materials', 'labour', 'idea', 'identity']) await field(commune, name).fill('Đúng như hồ sơ.');
  await commune.getByRole('button', { name: 'Chuyển lên tỉnh' }).click();
  await commune.waitForURL(`${url}/dossiers/${dossier}`);
  await context.clearCookies();
  await commune.close();
  const province = await signIn(context, url, 'tinh@demo.ocop');
  await province.goto(`${url}/dossiers/${dossier}/visits/new`);
  await field(province, 'day').fill(today());
  await field(province, 'going').fill('Y tế, nông nghiệp');
  await province.getByRole('button', { name: 'Hẹn và báo cho cơ sở' }).click();
  await province.waitForURL(/\/visits\/[0-9a-f-]{36}$/);
  return province;
}

export async function withVisit(browser, { signIn, lookAt }) {
  const { place, facts } = walked();
  const server = await startServer('sqlite', join(place, 'submitted'));
  const context = await browser.newContext({ viewport: { width: 360, height: 780 }, locale: 'vi-VN' });
  try {
    const page = await planned(context, server.url, facts.dossier, signIn);
    const address = page.url(), line = page.locator('[data-outbox]');
    const save = () => page.getByRole('button', { name: 'Lưu ghi chép' }).click();
    const words = 'Kho lạnh sạch, có sổ theo dõi';
    await lookAt(page, address);
    await check('offline: a place that is none, or without the tick, is not kept, and the words stay', async () => {
      await context.setOffline(true);
      await field(page, 'words').fill(words);
      for (const [latitude, longitude, why] of [['22°49\'', '104,98', 'bằng số'], ['22,82', '', 'bằng số'], ['22,82', '104,98', 'đồng ý']]) {
        await field(page, 'latitude').fill(latitude);
        await field(page, 'longitude').fill(longitude);
        await save();
        await said(page, why);
      }
      expect(await field(page, 'words').inputValue() === words, 'the words are gone');
      expect(!(await line.textContent()).includes('đã ghi trong máy này'), 'it was kept all the same');
    });
    await check('offline: a note longer than the server takes is not kept, and says so', async () => {
      await page.locator('main textarea[name="words"]').evaluate((area) => { area.value = 'ộ'.repeat(6_000); });
      await save();
      await said(page, 'quá dài');
      expect((await field(page, 'words').inputValue()).length === 6_000, 'the words are gone');
    });
    await check('offline: a sound note is kept, and the next is another', async () => {
      await field(page, 'words').fill(words);
      await field(page, 'agreed').check({ force: true });
      await save();
      await said(page, 'nằm trong máy này');
      await field(page, 'words').fill('Nhãn đúng mẫu');
      await save();
      await has(line, '2 việc đã ghi trong máy này');
    });
    await check('offline: with the network back both notes are in, once', async () => {
      await context.setOffline(false);
      await has(line, 'Đã gửi mọi việc');
      await page.reload();
      for (const one of [words, 'Nhãn đúng mẫu'])
        expect(await page.locator('main section.panel', { hasText: one }).count() === 1, `${one} is not there once`);
      expect((await page.locator('main').textContent()).includes('22.8200, 104.9800'), 'the place is not there');
    });
  } finally {
    await context.close();
    await server.stop();
  }
}
