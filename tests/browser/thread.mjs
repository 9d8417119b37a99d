// The steps of one product's way, each as a person takes it: from the register to a closed result. certificate.mjs goes on from there.
import { expect, password, path } from './lib.mjs';
import { say } from './words.mjs';
import { bandFrom, cut, figure, outcome, points } from './rulebook.mjs';

export const kSet = 'QD26-11';   // tea

// Pages are asked for relative to the server; a step leaves its page where the person would stand.
export const open = (way, rest) => way.page.goto(way.url + path(way.language, rest));
const button = (way, form, label) => way.page.locator(form).getByRole('button', { name: label, exact: true });
const words = (way, key, ...values) => say(way.language, key, ...values);
const text = (page) => page.locator('main').innerText();
const folded = (value) => value.replace(/\s+/g, ' ');
export async function shows(page, wanted, where) {
  const seen = folded(await text(page));
  expect(seen.includes(folded(wanted)), `${where}: “${wanted}” is not on ${page.url()}: ${seen.slice(0, 700)}`);
}
// The act of a click that leads to another page.
export async function leads(way, target) {
  await way.hand.aim(target);   // "skip to content" on the way there is a navigation too
  const [answer] = await Promise.all([way.page.waitForNavigation({ waitUntil: 'load' }), way.hand.click(target)]);
  return answer.status();
}

// ---- the visitor --------------------------------------------------------------------------------------------------------------
// Typed as on a phone without a Vietnamese keyboard; the product is found by its marked name.
export async function findProduct(way, typed, name) {
  await open(way, '/');
  expect((await way.page.locator('html').getAttribute('lang')) === way.language, 'the home page names its language');
  const box = way.page.locator('main input[name="q"]');
  await way.hand.write(box, typed);
  await Promise.all([way.page.waitForNavigation({ waitUntil: 'load' }), box.press('Enter')]);
  await leads(way, way.page.locator('main').getByRole('link', { name, exact: true }).first());
  const heading = await way.page.getByRole('heading', { level: 1 }).innerText();
  expect(heading.includes(name), `“${typed}” led to “${heading}”, not to ${name}`);
  await shows(way.page, '2890/QĐ-BNN-VPĐP', 'the product page names the decision of its source');
  return new URL(way.page.url()).pathname.split('/').pop();
}

export async function signIn(way, login) {
  await open(way, '/sign-in');
  await way.hand.write(way.page.locator('main input[name="login"]'), login);
  await way.hand.write(way.page.locator('main input[name="password"]'), password);
  const status = await leads(way, button(way, 'main form', words(way, 'identity.sign_in_button')));
  expect(status === 200 && !way.page.url().includes('/sign-in'), `${login} cannot sign in: ${status}`);
}

// ---- the producer -------------------------------------------------------------------------------------------------------------
export async function addRegistration(way, producer, file) {
  await open(way, `/producers/${producer}/papers`);
  const field = (name) => way.page.locator(`main [name="${name}"]`);
  await way.hand.choose(field('kind'), 'business_registration');
  await way.hand.write(field('title'), 'Giấy chứng nhận đăng ký hợp tác xã');
  await way.hand.write(field('issuer'), 'Phòng Tài chính huyện Hoàng Su Phì');
  await way.hand.upload(field('file'), file);
  const status = await leads(way, button(way, 'main form[enctype]', words(way, 'producers.add_paper')));
  expect(status === 200, `the paper was answered with ${status}`);
  await shows(way.page, 'Giấy chứng nhận đăng ký hợp tác xã', 'the paper is listed');
}

// The maker's own words, and the GTIN, so that the QR is a GS1 Digital Link.
const kStory = 'Chúng tôi hái búp bằng tay từ sáng sớm và sao chè ngay trong ngày.';
export async function nameGtin(way, product, gtin) {
  await open(way, `/products/${product}/edit`);
  await way.hand.write(way.page.locator('main input[name="gtin"]'), gtin);
  await way.hand.write(way.page.locator('main textarea[name="story"]'), kStory);
  await leads(way, way.page.locator('main form[action$="/edit"] button[type="submit"]'));
  await shows(way.page, gtin, 'the product page shows the GTIN');
  await shows(way.page, kStory, 'the product page tells the story');
}

export async function openDossier(way, name) {
  await open(way, '/work');
  await leads(way, way.page.locator('main a[href$="/dossiers/new"]').first());
  const product = way.page.locator('main select[name="product"]');
  const value = await product.locator('option', { hasText: name }).getAttribute('value');
  await way.hand.choose(product, value);
  await way.hand.pick(way.page.locator('main input[name="kind"][value="first"]'));
  await way.hand.choose(way.page.locator('main select[name="product_set"]'), kSet);
  await leads(way, button(way, 'main form', words(way, 'evaluation.opening_button')));
  const id = /\/dossiers\/([0-9a-f-]{36})$/.exec(new URL(way.page.url()).pathname)?.[1];
  expect(id, `opening led to ${way.page.url()}: ${folded(await text(way.page)).slice(0, 400)}`);
  return id;
}

async function railShows(way, table, sheet, where) {
  const expected = outcome(table, [sheet]);
  const seen = folded(await way.page.locator('[data-rail]').innerText());
  const total = words(way, 'evaluation.rail_total', figure(expected.total, way.language));
  expect(seen.includes(total), `${where}: the rail should say “${total}”: ${seen}`);
  const stars = expected.stars === 1 ? words(way, 'marks.stars_one', '1') : words(way, 'marks.stars_text', String(expected.stars));
  expect(seen.includes(stars), `${where}: the rail should show ${stars}: ${seen}`);
}

// Criterion by criterion. With script the rail follows each tick before anything is sent by a button; without it, after each save.
export async function assess(way, dossier, table, sheet) {
  await open(way, `/dossiers/${dossier}`);
  await leads(way, way.page.locator(`main a[href*="/criteria/"]`).first());
  const done = Object.fromEntries(table.criteria.map((criterion) => [criterion.code, 0]));
  for (const [i, criterion] of table.criteria.entries()) {
    const at = decodeURIComponent(new URL(way.page.url()).pathname);
    expect(at.endsWith(`/criteria/${criterion.code}`), `step ${i + 1} should be criterion ${criterion.code}, it is ${at}`);
    await way.hand.pick(way.page.locator(`main input[name="option"][value="${sheet[criterion.code]}"]`));
    done[criterion.code] = sheet[criterion.code];
    if (i === 0) await way.hand.tick(way.page.locator('main input[name^="paper."]').first());
    if (way.script && i < 2) {
      await way.page.locator('[data-status][data-state="saved"]').waitFor();
      await railShows(way, table, done, `live, criterion ${criterion.code}`);
    }
    await leads(way, button(way, 'main form[data-save]', words(way, 'evaluation.save_and_next')));
    if (i % 8 === 7) await railShows(way, table, done, `after ${i + 1} answers`);
  }
}

// Two tabs on one answer: the second is told what differs and loses nothing.
export async function staleSave(way, dossier, table, sheet, met) {
  const criterion = table.criteria.find((one) => !Object.keys(one.floors).length && one.options.length > 2);
  const [first, second] = [1, 2, 3].filter((option) => option !== sheet[criterion.code]);
  const address = `/dossiers/${dossier}/criteria/${criterion.code}`;
  await open(way, address);
  const other = await way.page.context().newPage();
  await other.goto(way.url + path(way.language, address));
  await other.locator(`main input[name="option"][value="${first}"]`).check();
  await Promise.all([other.waitForNavigation(), other.getByRole('button', { name: words(way, 'evaluation.save_and_stay'), exact: true }).click()]);
  await other.close();
  await way.hand.pick(way.page.locator(`main input[name="option"][value="${second}"]`));
  if (way.script) await way.page.locator('[data-status][data-state="conflict"]').waitFor();
  const status = await leads(way, button(way, 'main form[data-save]', words(way, 'evaluation.save_and_stay')));
  expect(status === 409, `a stale save should answer 409, it answered ${status}`);
  for (const option of [first, second]) await shows(way.page, criterion.options[option - 1][way.language], 'the difference');
  await met();
  // "Save mine instead", with what the sheet is meant to hold put right afterwards.
  await leads(way, button(way, 'main form', words(way, 'evaluation.conflict_keep_mine')));
  await open(way, address);
  expect(await way.page.locator(`main input[name="option"][value="${second}"]`).isChecked(), 'the chosen version was not kept');
  await way.hand.pick(way.page.locator(`main input[name="option"][value="${sheet[criterion.code]}"]`));
  await leads(way, button(way, 'main form[data-save]', words(way, 'evaluation.save_and_stay')));
}

export async function submitDossier(way, dossier, table, sheet) {
  await open(way, `/dossiers/${dossier}`);
  await leads(way, way.page.locator('main a[href$="/submission"]').first());
  await railShows(way, table, sheet, 'before submitting');
  const refused = await leads(way, button(way, 'main form', words(way, 'evaluation.submission_button')));
  expect(refused === 422 || refused === 400, `without the declaration the answer should be a refusal, it was ${refused}`);
  await way.hand.tick(way.page.locator('main input[name="declared"]'));
  await leads(way, button(way, 'main form', words(way, 'evaluation.submission_button')));
  expect(new URL(way.page.url()).pathname.endsWith(`/dossiers/${dossier}`), `submitting led to ${way.page.url()}`);
  await shows(way.page, words(way, 'evaluation.flash_submitted'), 'the producer is told what happens next');
}

// ---- the commune --------------------------------------------------------------------------------------------------------------
export async function reportAndForward(way, dossier) {
  const form = `main form[action$="/report"]`;
  await open(way, '/work');
  await leads(way, way.page.locator(`main a[href$="/dossiers/${dossier}/report"]`).first());
  const matters = ['materials', 'labour', 'idea', 'identity'];
  for (const matter of matters.slice(0, 3)) await way.hand.write(way.page.locator(`main textarea[name="${matter}"]`), `Xã nhận xét: ${matter}`);
  await leads(way, button(way, form, words(way, 'evaluation.report_keep')));
  await shows(way.page, words(way, 'evaluation.flash_report_kept'), 'the report is kept for later');
  const refused = await leads(way, button(way, form, words(way, 'evaluation.report_forward')));
  expect(refused === 422, `without the fourth matter the answer should be a refusal, it was ${refused}`);
  expect(await way.page.locator('main textarea[name="labour"]').inputValue() === 'Xã nhận xét: labour', 'what was typed is kept');
  await way.hand.write(way.page.locator('main textarea[name="identity"]'), 'Xã nhận xét: identity');
  await leads(way, button(way, form, words(way, 'evaluation.report_forward')));
  await shows(way.page, words(way, 'evaluation.flash_forwarded'), 'the dossier is forwarded');
}

// ---- the province and its council ---------------------------------------------------------------------------------------------
export async function nameCouncil(way, dossier) {
  await open(way, '/work');
  await leads(way, way.page.locator(`main a[href$="/dossiers/${dossier}"]`).first());
  await leads(way, way.page.locator(`main a[href$="/dossiers/${dossier}/council"]`).first());
  for (const member of await way.page.locator('main input[name^="member."]').all()) await way.hand.tick(member);
  const chair = way.page.locator('main select[name="chair"]');
  await way.hand.choose(chair, await chair.locator('option:not([value=""])').first().getAttribute('value'));
  await leads(way, button(way, 'main form', words(way, 'evaluation.council_button')));
  await shows(way.page, words(way, 'evaluation.flash_council_named'), 'the council is named');
}

// Keys 1–5 where the script is; radio cards otherwise.
async function answerPart(way, part, sheet, byKeys) {
  const criteria = part.sections.flatMap((section) => section.criteria);
  for (const criterion of criteria) {
    const option = sheet[criterion.code];
    if (byKeys && option <= 9) await way.page.keyboard.press(String(option));
    else await way.hand.pick(way.page.locator(`main input[name="answer.${criterion.code}"][value="${option}"]`));
  }
  for (const criterion of criteria)
    expect(await way.page.locator(`main input[name="answer.${criterion.code}"][value="${sheet[criterion.code]}"]`).isChecked(),
      `criterion ${criterion.code} does not hold option ${sheet[criterion.code]}`);
}

export async function scoreSheet(way, dossier, table, sheet, opinion) {
  await open(way, '/work');
  await leads(way, way.page.locator(`main a[href$="/dossiers/${dossier}/sheet"]`).first());
  for (const part of table.parts) {
    await leads(way, way.page.locator(`main a[href$="/sheet/${part.code}"]`).first());
    await answerPart(way, part, sheet, way.script && way.keys);
    await way.hand.write(way.page.locator('main textarea[name="opinion"]'), `${opinion} ${part.code}`);
    await leads(way, button(way, 'main form[data-save]', words(way, 'evaluation.sheet_save_part')));
  }
  await railShows(way, table, sheet, 'the member’s own rail');
  await open(way, `/dossiers/${dossier}/sheet`);
  await leads(way, button(way, 'main form[action$="/submission"]', words(way, 'evaluation.sheet_hand_in_button')));
  await shows(way.page, words(way, 'evaluation.flash_handed_in'), 'the sheet is in');
}

// What a member can reach before closing holds nothing of the others: not their words, not their sums, not their sheets.
export async function isBlind(way, dossier, secrets) {
  const request = way.page.context().request;
  for (const address of [`/dossiers/${dossier}`, `/dossiers/${dossier}/sheet`, `/dossiers/${dossier}/sheet/A`, `/api/v1/dossiers/${dossier}`]) {
    const answer = await request.get(way.url + address);
    const body = await answer.text();
    for (const secret of secrets) expect(!body.includes(secret), `${address} shows another member's “${secret}”`);
  }
  let own = 0;
  for (const seat of [1, 2, 3]) own += (await request.get(`${way.url}/api/v1/dossiers/${dossier}/sheets/${seat}`)).status() === 200 ? 1 : 0;
  expect(own === 1, `a member should reach one sheet of three, reached ${own}`);
  for (const address of [`/dossiers/${dossier}/result`, `/dossiers/${dossier}/closing`, `/api/v1/dossiers/${dossier}/result`]) {
    const status = (await request.get(way.url + address)).status();
    expect([403, 404, 409].includes(status), `${address} answered a member ${status} before closing`);
  }
}

export async function closeScoring(way, dossier) {
  await open(way, '/work');
  await leads(way, way.page.locator(`main a[href$="/dossiers/${dossier}/closing"]`).first());
  await leads(way, button(way, 'main form[action$="/closing"]', words(way, 'evaluation.closing_button')));
  expect(new URL(way.page.url()).pathname.endsWith('/result'), `closing led to ${way.page.url()}`);
}

// Every figure of the result page against the second computation.
export async function checkResult(way, dossier, table, sheets) {
  await open(way, `/dossiers/${dossier}/result`);
  const expected = outcome(table, sheets);
  const shown = (mean) => figure(mean, way.language), decimals = cut(expected.total, way.language);
  const total = decimals === null ? shown(expected.total) : words(way, 'evaluation.figure_cut', decimals, shown(expected.total));
  await shows(way.page, words(way, 'evaluation.rail_total', total), 'the total, which says what it cuts');
  await shows(way.page, words(way, 'marks.stars_text', String(expected.stars)), 'the star');
  for (const part of table.parts)
    await shows(way.page, words(way, 'evaluation.result_part', part.code, part[way.language], shown(expected.parts[part.code]), String(part.max)), 'a part');
  await shows(way.page, words(way, 'evaluation.result_spread', shown(expected.spread), '10', '3', '3'), 'the spread');
  const seen = folded(await text(way.page));
  for (const floor of expected.missed.filter((one) => one.star <= expected.stars + 1)) {
    const i = table.criteria.findIndex((one) => one.code === floor.code);
    const needed = table.criteria[i].options.find((option) => option.points >= floor.least)[way.language];
    expect(seen.includes(`“${needed}”`) && seen.includes(folded(table.criteria[i][way.language])), `the missed floor of ${floor.code} is not named: ${needed}`);
  }
  const next = bandFrom(expected.stars + 1);
  const missing = { sum: next * sheets.length - expected.sum, n: sheets.length };
  if (missing.sum > 0) await shows(way.page, words(way, 'evaluation.result_missing_points', shown(missing), String(expected.stars + 1)), 'the points that are missing');
  // All criteria are folded below those that decide the star.
  const fold = way.page.locator('main details:not([open]) > summary').first();
  await way.hand.aim(fold);
  await way.hand.click(fold);
  // Seats are numbered by the program: sheets are told apart by their member's name, points of a criterion compared as a set.
  const rows = (await way.page.locator('main tbody tr').allInnerTexts()).map(folded);
  for (const [i, criterion] of table.criteria.entries()) {
    const row = rows.find((one) => one.startsWith(`${criterion.code} `) && one.includes(folded(criterion[way.language])));
    const each = sheets.map((sheet) => points(criterion, sheet[criterion.code])).sort().join(' · ');
    const seats = /(\d+ · \d+ · \d+)/.exec(row)?.[1].split(' · ').sort().join(' · ');
    expect(seats === each && row.includes(shown(expected.means[i])), `the row of ${criterion.code} should say ${each} and ${shown(expected.means[i])}: ${row}`);
  }
  await checkMembers(way, rows, expected);
  return expected;
}

// Officials read who gave what; the producer reads the sums without the names.
async function checkMembers(way, rows, expected) {
  const sums = rows.slice(-expected.totals.length).map((row) => Number(row.split(' ').pop()));
  expect(String([...sums].sort()) === String([...expected.totals].sort()), `the members' totals should be ${expected.totals}: ${sums}`);
  const named = rows.some((row) => row.includes('hội đồng 1 '));
  for (const [i, sum] of expected.totals.entries())
    expect(!named || rows.some((row) => row.includes(`hội đồng ${i + 1} `) && row.endsWith(` ${sum}`)), `the total of member ${i + 1} should be ${sum}`);
  expect(named === way.official, `names of members are ${named ? 'shown to' : 'hidden from'} this reader`);
}
