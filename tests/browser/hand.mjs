// How a person acts on a page: with a mouse, or with nothing but the keyboard. Steps of the walk take either hand.
import { expect } from './lib.mjs';

const kMostTabs = 400;   // more stops than that between a page's top and its last control is itself a fault

export function mouse(page) {
  return {
    page,
    aim: (target) => target.scrollIntoViewIfNeeded(),
    click: (target) => target.click(),
    write: (target, text) => target.fill(text),
    pick: (target) => target.check(),
    tick: (target) => target.check(),
    choose: (target, value) => target.selectOption(value),
    upload: (target, file) => target.setInputFiles(file),
  };
}

// Tab until the target has the focus; the first Tab of a page meets "skip to content" and takes it when the target is in the content.
async function reach(page, target) {
  const handle = await target.elementHandle();
  const at = () => handle.evaluate((element) => {
    const here = document.activeElement;
    if (here === element) return 'here';
    if (element.type === 'radio' && here?.type === 'radio' && here.name === element.name && here.form === element.form) return 'group';
    return here && here !== document.body && (element.compareDocumentPosition(here) & Node.DOCUMENT_POSITION_FOLLOWING) ? 'past' : 'before';
  });
  let where = await at();
  const key = where === 'past' ? 'Shift+Tab' : 'Tab';
  for (let i = 0; i < kMostTabs; i++) {
    if (where === 'here' || where === 'group') return where;
    await page.keyboard.press(key);
    const skipped = i === 0 && await handle.evaluate((element) =>
      document.activeElement?.matches('a[href="#main"]') && Boolean(element.closest('main')));
    if (skipped) await page.keyboard.press('Enter');
    where = await at();
  }
  throw new Error(`not reachable by Tab: ${await handle.evaluate((element) => element.outerHTML.slice(0, 200))}`);
}

async function pickByKeys(page, target) {
  const where = await reach(page, target);
  if (where === 'here') await page.keyboard.press('Space');
  for (let i = 0; i < 30 && !(await target.isChecked()); i++) await page.keyboard.press('ArrowDown');
  expect(await target.isChecked(), 'a radio card could not be chosen with Space and the arrow keys');
}

async function chooseByKeys(page, target, value) {
  await reach(page, target);
  for (const key of ['ArrowDown', 'ArrowUp'])
    for (let i = 0; i < 60 && (await target.inputValue()) !== value; i++) await page.keyboard.press(key);
  expect((await target.inputValue()) === value, `the list could not be set to ${value} with the arrow keys`);
}

export function keyboard(page) {
  page.on('filechooser', () => {});   // from now on the browser tells of a chooser, even one that opens at once
  return {
    page,
    aim: (target) => reach(page, target),
    async click(target) {
      await reach(page, target);
      await page.keyboard.press('Enter');
    },
    async write(target, text) {
      await reach(page, target);
      if ((await target.getAttribute('type')) === 'date') {   // segments in the order of the browser's language; arrows instead of guessing it
        await page.keyboard.press('Delete');
        await target.fill(text);
        return;
      }
      await page.keyboard.press('Control+A');
      await page.keyboard.insertText(text);
    },
    pick: (target) => pickByKeys(page, target),
    async tick(target) {
      await reach(page, target);
      if (!(await target.isChecked())) await page.keyboard.press('Space');
      expect(await target.isChecked(), 'a box could not be ticked with Space');
    },
    choose: (target, value) => chooseByKeys(page, target, value),
    async upload(target, file) {
      await reach(page, target);
      const [chooser] = await Promise.all([page.waitForEvent('filechooser'), page.keyboard.press('Enter')]);
      await chooser.setFiles(file);
    },
  };
}
