// The parts of the browser suite; each runs on its own, beside the others. `node tests/browser/parts.mjs [--long]` prints their names.
import { pathToFileURL } from 'node:url';

export const kPageParts = 4;

// What a walk is made of. Keys belong to a desk: a phone has none.
export const nameOf = ({ engine, language, width, script, keys }) => `walk ${engine} ${language} ${width} ${script ? 'script' : 'no-script'}${keys ? ' keys' : ''}`;
const walk = (engine, language, width, script, keys) => ({ engine, language, width, script, keys });

// Five walks in which every two values meet once at least: Vietnamese without script, English on PostgreSQL, a phone on SQLite and so on.
// A mouse at a desk is missing among them: the pages are looked at there, and --long has it.
export const kPairwise = [
  walk('sqlite', 'vi', 1280, true, true),
  walk('postgresql', 'en', 1280, false, true),
  walk('postgresql', 'vi', 360, false, false),
  walk('postgresql', 'en', 360, true, false),
  walk('sqlite', 'en', 360, false, false),
];

// Every language × width × script × engine, at a desk also with the keyboard alone.
function everyWalk() {
  const all = [];
  for (const engine of ['sqlite', 'postgresql'])
    for (const language of ['vi', 'en'])
      for (const script of [true, false])
        for (const [width, keys] of [[360, false], [1280, false], [1280, true]]) all.push(walk(engine, language, width, script, keys));
  return all;
}

export const walks = ({ long }) => (long ? everyWalk() : kPairwise);

// Pairs of values that can meet and do not in these walks.
export function missedPairs(chosen) {
  const pairs = (one) => Object.entries(one).flatMap((a, i, all) => all.slice(i + 1).map((b) => `${a.join('=')} ${b.join('=')}`));
  const met = new Set(chosen.flatMap(pairs));
  return [...new Set(everyWalk().flatMap(pairs))].filter((pair) => !met.has(pair));
}

export function parts(options) {
  const pages = Array.from({ length: kPageParts }, (_, i) => ({ name: `pages ${i + 1} of ${kPageParts}`, slice: i }));
  return [...walks(options).map((one) => ({ name: nameOf(one), walk: one })), ...pages, { name: 'offline', offline: true }, { name: 'newcomer', newcomer: true }, { name: 'officer', officer: true }, { name: 'packagings', packagings: true }, { name: 'factors', factors: true }, { name: 'shop', shop: true }, { name: 'sites', sites: true }];
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href)
  console.log(parts({ long: process.argv.includes('--long') }).map((part) => part.name).join('\n'));
