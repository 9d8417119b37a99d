// tests/browser/run [--long] [--only PATTERN] [--jobs N] [--screenshots]
//   --long         all sixteen walks; otherwise eight on SQLite and two on PostgreSQL
//   --only         only walks whose name matches, e.g. "sqlite vi 360 no script"; "pages" = only the pages
//   --screenshots  writes docs/screenshots instead of testing; --only then names files
import { availableParallelism } from 'node:os';
import { finish, launch } from './lib.mjs';
import { runPages } from './pages.mjs';
import { takeScreenshots } from './screens.mjs';
import { Walk, runWalks } from './walk.mjs';

const given = process.argv.slice(2);
const value = (flag) => (given.includes(flag) ? given[given.indexOf(flag) + 1] : undefined);
const only = value('--only');
const browser = await launch();
const started = Date.now();
const jobs = Number(value('--jobs') ?? Math.min(4, availableParallelism()));
if (given.includes('--screenshots')) {
  await takeScreenshots(browser, Walk, only && new RegExp(only));
  await browser.close();
  finish();
}
if (only !== 'pages') await runWalks(browser, { long: given.includes('--long'), jobs }, only && new RegExp(only));
if (!only || only === 'pages') await runPages(browser, Walk, { jobs });
await browser.close();
console.log(`     all: ${Math.round((Date.now() - started) / 1000)} s`);
finish();
