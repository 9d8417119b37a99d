// The decision's tables and the arithmetic of a result, written a second time from data/rulebooks and nothing else: what the pages show
// is held against this, not against the program's own scoring.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from './lib.mjs';

const folder = join(root, 'data/rulebooks/QD26-2026');
const bands = JSON.parse(readFileSync(join(folder, 'rulebook.json'), 'utf8')).bands;   // highest first

// One scoring table: criteria in printed order, each with its part.
export function readTable(code) {
  for (const file of readdirSync(folder)) {
    if (!/^\d\d-/.test(file)) continue;
    const table = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (table.code !== code) continue;
    const criteria = table.parts.flatMap((part) => part.sections.flatMap((section) =>
      section.criteria.map((criterion) => ({ ...criterion, part: part.code, floors: criterion.floors ?? {} }))));
    return { ...table, criteria };
  }
  throw new Error(`no table ${code} in ${folder}`);
}

export const points = (criterion, option) => (option > 0 ? criterion.options[option - 1].points : 0);
const total = (table, sheet) => table.criteria.reduce((sum, criterion) => sum + points(criterion, sheet[criterion.code]), 0);
const hasFloor = (criterion) => Object.keys(criterion.floors).length > 0;

// A sheet near `aim` points that meets every floor up to `stars`, but stays under the floor of `stars` at the criterion `short`.
export function fillSheet(table, { aim, stars, short = '' }) {
  const sheet = {};
  for (const criterion of table.criteria) {
    const floor = Math.max(0, ...Object.entries(criterion.floors)
      .filter(([star]) => Number(star) <= stars - (criterion.code === short ? 1 : 0)).map(([, least]) => least));
    sheet[criterion.code] = 1 + criterion.options.findIndex((option) => option.points >= floor);
  }
  for (let raised = true; raised;) {
    raised = false;
    for (const criterion of table.criteria) {
      const option = sheet[criterion.code];
      if (criterion.code === short || option >= criterion.options.length) continue;
      const more = points(criterion, option + 1) - points(criterion, option);
      if (more <= 0 || total(table, sheet) + more > aim) continue;
      sheet[criterion.code] = option + 1;
      raised = true;
    }
  }
  return sheet;
}

// Another member's view of the same product: `steps` criteria without a floor one option lower.
export function stricter(table, sheet, steps) {
  const out = { ...sheet };
  let left = steps;
  for (const criterion of table.criteria) {
    if (left === 0 || hasFloor(criterion) || out[criterion.code] < 2) continue;
    out[criterion.code] -= 1;
    left -= 1;
  }
  return out;
}

export const bandFrom = (star) => bands.find((band) => band.star === star).from;
// A mean as people write it, with whole numbers only: decimals that end, else a mixed number ("31 2/3").
const decimal = (text, language) => (language === 'vi' ? text.replace('.', ',') : text);
const gcd = (a, b) => (b ? gcd(b, a % b) : a);
export const figure = ({ sum, n }, language) => {
  const [over, under] = [sum, n].map((one) => one / (gcd(sum, n) || 1));
  if (under === 1 || 10_000 % under === 0) return decimal(String(over / under), language);
  const whole = Math.floor(over / under), rest = `${over % under}/${under}`;
  return whole ? `${whole} ${rest}` : rest;
};
// Its two decimals, cut; null where they are all of it.
export const cut = ({ sum, n }, language) =>
  ((sum * 100) % n === 0 ? null : decimal((Math.floor((sum * 100) / n) / 100).toFixed(2).replace(/\.?0+$/, ''), language));

// Means over sheets; stars = the highest whose band and floors, and those of every lower star, are met by the mean.
export function outcome(table, sheets) {
  const n = sheets.length;
  const sums = table.criteria.map((criterion) => sheets.reduce((sum, sheet) => sum + points(criterion, sheet[criterion.code]), 0));
  const all = sums.reduce((sum, one) => sum + one, 0);
  const missed = table.criteria.flatMap((criterion, i) => Object.entries(criterion.floors)
    .filter(([, least]) => sums[i] < least * n).map(([star, least]) => ({ star: Number(star), code: criterion.code, least })));
  let stars = 0;
  for (const band of [...bands].reverse()) {
    if (all < band.from * n || missed.some((floor) => floor.star <= band.star)) break;
    stars = band.star;
  }
  const parts = Object.fromEntries(table.parts.map((part) =>
    [part.code, { sum: sums.filter((_, i) => table.criteria[i].part === part.code).reduce((sum, one) => sum + one, 0), n }]));
  const totals = sheets.map((sheet) => total(table, sheet));
  return {
    total: { sum: all, n }, sum: all, parts, stars, missed, band: bands.find((band) => all >= band.from * n).star,
    means: sums.map((sum) => ({ sum, n })), spread: { sum: Math.max(...totals) - Math.min(...totals), n: 1 }, totals,
  };
}
