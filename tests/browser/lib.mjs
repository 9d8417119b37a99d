// What every browser test needs: a server on a fresh demo folder, pages of a language and width, axe, screenshots, a count of what held.
import { spawn, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import AxeBuilder from '@axe-core/playwright';
import { chromium } from 'playwright-core';

export const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = [join(root, 'build/release/ocop'), join(root, 'build/release/app/ocop')].find(existsSync);
export const screenshots = process.env.OCOP_SCREENSHOTS ?? join(root, 'build', 'screenshots');
mkdirSync(screenshots, { recursive: true });
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

// A fresh data folder with the demo in it, served by the real program. `database` is a postgresql:// URL or empty for SQLite.
export async function startServer(database = '') {
  const data = mkdtempSync(join(tmpdir(), 'ocop-browser-'));
  const port = await freePort();
  const url = `http://localhost:${port}`;
  const flags = ['--data', data, ...(database ? ['--database', database] : [])];
  const made = spawnSync(program, ['admin', 'make-demo', ...flags], { encoding: 'utf8' });
  expect(made.status === 0, `make-demo failed: ${made.stdout}${made.stderr}`);
  const child = spawn(program, ['serve', ...flags, '--port', String(port), '--public-url', url], { stdio: ['ignore', 'pipe', 'pipe'] });
  let log = '';
  child.stdout.on('data', (text) => (log += text));
  child.stderr.on('data', (text) => (log += text));
  for (let i = 0; i < 200; i++) {
    try {
      if ((await fetch(`${url}/readyz`)).ok) break;
    } catch { /* not listening yet */ }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return {
    url, data, flags,
    log: () => log,
    async stop() {
      child.kill('SIGTERM');
      await new Promise((resolve) => (child.exitCode === null ? child.once('exit', resolve) : resolve()));
      rmSync(data, { recursive: true, force: true });
    },
  };
}

// A database of its own on the server that ./test started, or null when there is none.
export function freshPostgresql() {
  const server = process.env.OCOP_TEST_POSTGRES;
  if (!server) return null;
  const name = `ocop_browser_${process.pid}_${Date.now()}`;
  const made = spawnSync('psql', [server, '-qc', `CREATE DATABASE ${name} ENCODING 'UTF8' TEMPLATE template0`], { encoding: 'utf8' });
  expect(made.status === 0, made.stderr);
  const url = new URL(server);
  url.pathname = `/${name}`;
  return url.toString();
}

export function launch() {
  return chromium.launch({
    executablePath: process.env.OCOP_CHROMIUM ?? '/usr/bin/chromium',
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
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
  page.setDefaultTimeout(15000);
  page.faults = [];
  page.on('console', (message) => { if (message.type() === 'error') page.faults.push(message.text()); });
  page.on('pageerror', (error) => page.faults.push(String(error)));
  page.on('response', (response) => { if (response.status() >= 500) page.faults.push(`${response.status()} ${response.url()}`); });
  return page;
}
export const path = (language, rest) => (language === 'en' ? `/en${rest}`.replace(/\/$/, '') : rest) || '/';

// axe needs script; pages without script are checked by their markup in the same run with script.
export async function accessible(page, name) {
  const { violations } = await new AxeBuilder({ page }).withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice']).analyze();
  expect(violations.length === 0, `${name}: ${violations.map((v) => `${v.id} (${v.nodes.length}): ${v.nodes[0].target} ${v.nodes[0].failureSummary}`).join('\n')}`);
}
export async function fits(page, name) {
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);
  expect(wide <= 0, `${name}: ${wide} px wider than the screen`);
}
export async function shot(page, name) {
  await page.screenshot({ path: join(screenshots, `${name}.png`), fullPage: true });
}
export function finish() {
  console.log(`${score.passed} passed, ${score.failed} failed, ${score.skipped} skipped`);
  process.exit(score.failed ? 1 : 0);
}
