// tests/browser/run [--long] [--only PATTERN] [--screenshots]
//   --long         every walk; otherwise five that meet every pair of language, width, script, engine and hand (parts.mjs)
//   --only         only parts whose name matches, e.g. "walk sqlite en", "pages", "^pages 2"
//   --screenshots  writes docs/screenshots instead of testing; --only then names files
// ./test runs each part as a job of its own.
import { check, expect, finish, launch } from './lib.mjs';
import { runFactors } from './factors.mjs';
import { runNewcomer } from './newcomer.mjs';
import { runOfficer } from './officer.mjs';
import { runOffline } from './offline.mjs';
import { runPackagings } from './packagings.mjs';
import { kPairwise, missedPairs, parts } from './parts.mjs';
import { runPages } from './pages.mjs';
import { runShop } from './shop.mjs';
import { runSites } from './sites.mjs';
import { takeScreenshots } from './screens.mjs';
import { Walk, runWalk } from './walk.mjs';

const given = process.argv.slice(2);
const value = (flag) => (given.includes(flag) ? given[given.indexOf(flag) + 1] : undefined);
const only = value('--only') && new RegExp(value('--only'));
const browser = await launch();
if (given.includes('--screenshots')) {
  await takeScreenshots(browser, Walk, only);
} else {
  for (const [i, part] of parts({ long: given.includes('--long') }).entries()) {
    if (only && !only.test(part.name)) continue;
    if (i === 0) await check('the walks meet every pair but the mouse at a desk, which looks at the pages', () => expect(String(missedPairs(kPairwise)) === 'width=1280 keys=false', missedPairs(kPairwise)));
    const started = Date.now();
    if (part.walk) await runWalk(browser, part.walk);
    else if (part.offline) await runOffline(browser);
    else if (part.newcomer) await runNewcomer(browser);
    else if (part.officer) await runOfficer(browser);
    else if (part.packagings) await runPackagings(browser);
    else if (part.shop) await runShop(browser);
    else if (part.sites) await runSites(browser);
    else if (part.factors) await runFactors(browser);
    else await runPages(browser, part.slice);
    console.log(`     ${part.name}: ${Math.round((Date.now() - started) / 1000)} s`);
  }
}
await browser.close();
finish();
