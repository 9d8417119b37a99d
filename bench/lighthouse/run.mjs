// Lighthouse, twice a page: as it judges a mobile page, and as a phone in the hills (400 kbit/s, 400 ms, a processor six times slower).
import { spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
const program = process.env.OCOP_PROGRAM ?? join(root, 'build/release/ocop');
// Our own variables are no settings of the program, which refuses those that it does not know.
const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('OCOP_')));
const only = process.argv.includes('--only') ? process.argv[process.argv.indexOf('--only') + 1] : '';
// What each type of page promises (bench/README.md).
const kPromise = { performance: 98, accessibility: 100, 'best-practices': 100, seo: 100, critical: 90_000, hills: 2_500 };
const kHills = { rttMs: 400, throughputKbps: 400, requestLatencyMs: 400, downloadThroughputKbps: 400, uploadThroughputKbps: 400, cpuSlowdownMultiplier: 6 };

const freePort = () => new Promise((resolve) => {
  const server = createServer();
  server.listen(0, '127.0.0.1', () => { const { port } = server.address(); server.close(() => resolve(port)); });
});

const data = mkdtempSync(join(tmpdir(), 'ocop-bench-lighthouse-'));
const made = spawnSync(program, ['admin', 'make-demo', '--data', data], { encoding: 'utf8', env });
if (made.status !== 0) throw new Error(made.stdout + made.stderr);
const port = await freePort();
const server = spawn(program, ['serve', '--data', data, '--port', String(port)], { stdio: 'ignore', env });
const base = `http://localhost:${port}`;
for (let tries = 0; ; ++tries) {
  try { await fetch(base + '/readyz'); break; } catch (fault) { if (tries > 400) throw fault; await new Promise((wait) => setTimeout(wait, 25)); }
}

// One of each type, found on the demo's own pages: a maker with a page who sells, one of its products, a certificate.
const text = async (path) => (await fetch(base + path)).text();
const first = (page, pattern) => pattern.exec(page)?.[1];
async function pages() {
  const sites = await text('/sites/published');
  const site = first(sites, /<main[\s\S]*?href="(\/[a-z0-9]+-[a-z0-9-]+)"/);
  const own = await text(site);
  const product = first(own, /href="(\/products\/[A-Z0-9]+)"/);
  const code = product.split('/').pop();
  const producer = first(await text(product), /href="(\/producers\/[0-9a-f-]{36})"/);
  const certificate = first(await text('/certificates'), /href="(\/certificates\/(?!export)[^"?]+)"/);
  const found = { home: '/', catalogue: '/products', search: '/products?q=ch%C3%A8', product, 'product, English': '/en' + product, scan: `/s/${code}`, "a maker's page": site,
    'makers with a page': '/sites/published', maker: producer, makers: '/producers', 'order form': `${producer}/order`, 'quotation form': `${producer}/quotation`, certificate, map: '/map', counts: '/counts', place: '/places/92', rulebooks: '/rulebooks', log: '/log', 'sign in': '/sign-in' };
  for (const [name, path] of Object.entries(found)) if (!path || (await fetch(base + path)).status !== 200) throw new Error(`no page of the type ${name}: ${path}`);
  return Object.entries(found).filter(([name]) => name.includes(only));
}

// What a phone waits for before it can read: the page and its style, as transferred; a font that is late is done without.
const critical = (audits) => (audits['network-requests'].details?.items ?? []).filter((one) => ['Document', 'Stylesheet'].includes(one.resourceType))
  .reduce((sum, one) => sum + one.transferSize, 0);

const chrome = await launch({ chromePath: process.env.CHROME_PATH ?? '/usr/bin/chromium-headless-shell', chromeFlags: ['--headless', '--no-sandbox', '--disable-dev-shm-usage'] });
const settings = { port: chrome.port, output: 'json', logLevel: 'error', formFactor: 'mobile' };
let missed = 0;
console.log('| page | performance | accessibility | best practices | SEO | critical kB | all kB | requests | LCP s | CLS | blocked ms | LCP in the hills s |');
console.log('| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |');
try {
  for (const [name, path] of await pages()) {
    const mobile = (await lighthouse(base + path, settings)).lhr;
    const hills = (await lighthouse(base + path, { ...settings, onlyCategories: ['performance'], throttlingMethod: 'devtools', throttling: kHills })).lhr;
    const points = Object.fromEntries(Object.entries(mobile.categories).map(([key, one]) => [key, Math.round(one.score * 100)]));
    const number = (run, audit) => run.audits[audit].numericValue;
    const figures = { ...points, critical: critical(mobile.audits), hills: number(hills, 'largest-contentful-paint') };
    const hidden = path.includes('?') || path === '/sign-in';   // what was looked for, and the way in, are no pages to be found: engines are told so
    const short = ['performance', 'accessibility', 'best-practices', ...(hidden ? [] : ['seo'])].filter((key) => figures[key] < kPromise[key]);
    for (const key of ['critical', 'hills']) if (figures[key] > kPromise[key]) short.push(key);
    missed += short.length > 0 ? 1 : 0;
    const tenth = (value) => (value / 1000).toFixed(1);
    console.log(`| ${name} | ${points.performance} | ${points.accessibility} | ${points['best-practices']} | ${points.seo} | ${tenth(figures.critical)} | ${tenth(number(mobile, 'total-byte-weight'))} | ${mobile.audits['network-requests'].details.items.length} | ${tenth(number(mobile, 'largest-contentful-paint'))} | ${number(mobile, 'cumulative-layout-shift').toFixed(2)} | ${Math.round(number(mobile, 'total-blocking-time'))} | ${tenth(figures.hills)} |`);
    for (const key of short) {
      const audits = mobile.categories[key]?.auditRefs.filter((one) => one.weight > 0 && mobile.audits[one.id].score !== null && mobile.audits[one.id].score < 1).map((one) => one.id) ?? [];
      console.error(`missed: ${name} (${path}): ${key} ${figures[key]} ${audits.join(' ')}`);
    }
  }
} finally {
  await chrome.kill();
  server.kill();
  rmSync(data, { recursive: true, force: true });
}
process.exitCode = missed > 0 ? 1 : 0;
