// What every browser test needs: a server on a fresh demo folder, pages of a language and width, axe, screenshots, a count of what held.
import { spawn, spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.OCOP_PROGRAM ?? [join(root, 'build/release/ocop'), join(root, 'build/release/app/ocop')].find(existsSync);
// Where a failing step leaves its picture.
export const pictures = process.env.OCOP_SCREENSHOTS ?? join(root, 'build', 'screenshots');
mkdirSync(pictures, { recursive: true });
export const password = 'ocop-demo-2026';

export const score = { passed: 0, failed: 0, skipped: 0 };
// A named check; its story goes to the log, the count to the last line.
export async function check(name, body) {
  try {
    await body();
    score.passed++;
    console.log(`ok   ${name}`);
  } catch (fault) {
    score.failed++;
    console.log(`FAIL ${name}\n     ${String(fault?.message ?? fault).split('\n').slice(0, 12).join('\n     ')}`);
  }
}
export function expect(condition, story) {
  if (!condition) throw new Error(story);
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

// Our own variables are not settings of the program, which refuses those it does not know.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OCOP_')));
function run(command, given) {
  const done = spawnSync(command, given, { encoding: 'utf8', env });
  expect(done.status === 0, `${command} ${given.join(' ')}: ${done.stdout}${done.stderr}`);
  return done.stdout;
}
const flagsOf = (data, database) => ['--data', data, ...(database ? ['--database', database] : [])];
export const ocop = (...given) => spawnSync(program, given, { encoding: 'utf8', env });

// A demo is made once an engine and copied for each server: walks must not see one another's acts. ./test has made it (tests/support/demo).
const made = new Map();
const shared = process.env.OCOP_TEST_DEMO ?? '';
function demo(engine) {
  if (shared && existsSync(join(shared, engine))) return { data: join(shared, engine), database: engine === 'postgresql' ? databaseUrl('ocop_demo') : '' };
  if (!made.has(engine)) {
    const data = mkdtempSync(join(tmpdir(), 'ocop-browser-demo-'));
    const database = engine === 'postgresql' ? createPostgresql('demo', 'template0') : '';
    run(program, ['admin', 'make-demo', '--small', ...flagsOf(data, database)]);
    made.set(engine, { data, database });
  }
  return made.get(engine);
}
// The demo at each state of one product's way, and the facts of that way (tests/support/walked).
let walkedHere = '';
export function walked() {
  let place = shared && join(shared, 'walked');
  if (!place || !existsSync(join(place, 'facts.json'))) {
    walkedHere ||= mkdtempSync(join(tmpdir(), 'ocop-browser-walked-'));
    place = join(walkedHere, 'walked');
    const done = spawnSync(join(root, 'tests/support/walked'), { encoding: 'utf8', env: { ...process.env, OCOP_TEST_DEMO: walkedHere } });
    expect(done.status === 0, `tests/support/walked: ${done.stdout}${done.stderr}`);
  }
  return { place, facts: JSON.parse(readFileSync(join(place, 'facts.json'), 'utf8')) };
}
function databaseUrl(name) {
  const url = new URL(process.env.OCOP_TEST_POSTGRES);
  url.pathname = `/${name}`;
  return url.toString();
}
function createPostgresql(word, template) {
  const server = process.env.OCOP_TEST_POSTGRES;
  const name = `ocop_browser_${process.pid}_${word}`;
  run('psql', [server, '-qc', `CREATE DATABASE ${name} TEMPLATE ${template}${template === 'template0' ? " ENCODING 'UTF8'" : ''} STRATEGY FILE_COPY`]);
  return databaseUrl(name);
}
function dropPostgresql(url) {
  run('psql', [process.env.OCOP_TEST_POSTGRES, '-qc', `DROP DATABASE IF EXISTS ${new URL(url).pathname.slice(1)} WITH (FORCE)`]);
}
export const hasPostgresql = () => Boolean(process.env.OCOP_TEST_POSTGRES);
export function forgetDemos() {
  for (const { data, database } of made.values()) {
    rmSync(data, { recursive: true, force: true });
    if (database) dropPostgresql(database);
  }
  made.clear();
  if (walkedHere) rmSync(walkedHere, { recursive: true, force: true });
}

async function ready(url, child, log) {
  for (let i = 0; i < 400 && child.exitCode === null; i++) {
    try {
      if ((await fetch(`${url}/readyz`)).ok) return;
    } catch { /* not listening yet */ }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`the server did not become ready: ${log()}`);
}

// The real program on a fresh copy of the demo, or of another data folder. `engine` is sqlite or postgresql; `prepare` gets the flags that name
// the copy, before it is served.
let servers = 0;
export async function startServer(engine = 'sqlite', folder = '', prepare = () => {}) {
  const source = folder ? { data: folder, database: '' } : demo(engine);
  const data = mkdtempSync(join(tmpdir(), 'ocop-browser-'));
  cpSync(source.data, data, { recursive: true });
  const database = source.database ? createPostgresql(`walk${++servers}`, new URL(source.database).pathname.slice(1)) : '';
  prepare(flagsOf(data, database));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const child = spawn(program, ['serve', ...flagsOf(data, database), '--port', String(port), '--public-url', url], { stdio: ['ignore', 'pipe', 'pipe'], env });
  let log = '';
  child.stdout.on('data', (text) => (log += text));
  child.stderr.on('data', (text) => (log += text));
  await ready(url, child, () => log);
  return {
    url, data, flags: flagsOf(data, database), log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve()));
      rmSync(data, { recursive: true, force: true });
      if (database) dropPostgresql(database);
    },
  };
}

// Chromium without the windows around a page: the same engine for three quarters of the processor's time. OCOP_CHROMIUM = another one.
const kChromium = ['/usr/bin/chromium-headless-shell', '/usr/bin/chromium'];
// One of two cores is what a browser has here: threads beside its own would wait for one another.
const kOneCore = ['--num-raster-threads=1', '--js-flags=--single-threaded-gc --no-concurrent-recompilation'];
export function launch() {
  return chromium.launch({
    executablePath: process.env.OCOP_CHROMIUM ?? kChromium.find((one) => existsSync(one)),
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', ...kOneCore],
  });
}

export const widths = { 360: { width: 360, height: 780 }, 1280: { width: 1280, height: 900 } };
// One visitor's browser: its own cookies. `script` false = JavaScript off.
export async function visitor(browser, { language = 'vi', width = 1280, script = true, dark = false } = {}) {
  const context = await browser.newContext({
    viewport: widths[width] ?? { width, height: 900 }, javaScriptEnabled: script, locale: language === 'vi' ? 'vi-VN' : 'en-GB',
    colorScheme: dark ? 'dark' : 'light', timezoneId: 'Asia/Ho_Chi_Minh',
  });
  const page = await context.newPage();
  page.setDefaultTimeout(45_000);   // a loaded machine is slow, not wrong
  page.faults = [];
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('response', (response) => { if (response.status() >= 500) page.faults.push(`${response.status()} ${response.url()}`); });
  return page;
}
export const path = (language, rest) => (language === 'en' ? `/en${rest}`.replace(/\/$/, '') : rest) || '/';

// axe in the page itself, with the violations only: no second page for its report and no list of what passed, which costs more than the look.
// A bar that stays at the lower edge, as on a phone, is laid where it stands in the page meanwhile: what lies under it then is seen by scrolling,
// and a page that grows while it is looked at (an island's notice) moves nothing under it.
const kAxe = readFileSync(join(root, 'tests/browser/node_modules/axe-core/axe.min.js'), 'utf8');
const kStandards = { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] };
export const kColours = { type: 'rule', values: ['color-contrast', 'link-in-text-block'] };   // what another colour scheme can break
export const kNoColours = { ...kStandards, without: kColours.values };   // of a page whose colours were looked at: they are three fifths of a look
export const kTargets = { type: 'rule', values: ['target-size'] };   // WCAG 2.5.8: 24 px, or room around
export async function accessible(page, name, rules = kStandards, bars = 'laid') {
  const setBars = (position) => page.evaluate((to) => {
    if (to) window.stayingBars = [...document.body.querySelectorAll('*')].filter((one) => {
      const style = getComputedStyle(one);
      return /fixed|sticky/.test(style.position) && style.bottom !== 'auto';
    });
    for (const bar of window.stayingBars) bar.style.position = to;
  }, position);
  if (bars === 'laid') await setBars('static');
  if (!(await page.evaluate(() => Boolean(window.axe)))) await page.evaluate(kAxe);
  const violations = await page.evaluate(async ({ without = [], ...runOnly }) => {
    const report = await window.axe.run(document, { runOnly, rules: Object.fromEntries(without.map((id) => [id, { enabled: false }])), resultTypes: ['violations'], preload: false });
    return report.violations.map(({ id, nodes }) => `${id} (${nodes.length}): ${nodes[0].target} ${nodes[0].failureSummary.split('\n').slice(1, 3).join(' ')}`);
  }, rules);
  if (bars === 'laid') await setBars('');
  expect(violations.length === 0, `${name}: ${violations.join('\n')}`);
}
export async function fits(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide <= 0, `${name}: ${wide} px wider than the screen`);
}
export async function shot(page, name) {
  await page.screenshot({ path: join(pictures, `${name}.png`), fullPage: true }).catch(() => {});
}
export function finish() {
  forgetDemos();
  console.log(`${score.passed} passed, ${score.failed} failed, ${score.skipped} skipped`);
  process.exit(score.failed ? 1 : 0);
}
