// Keeps the pages of a dossier that were looked at, and the list of work that leads to them, for when there is no network. From the network
// first: a kept page is shown only when the network does not answer. Signing out, or signing in as somebody else, throws all kept pages away:
// they are of whoever saw them.
/// <reference lib="webworker" />
const worker = self as unknown as ServiceWorkerGlobalScope;
const KEPT = "ocop-kept-1";
const PAGE = /^(\/en)?\/(dossiers\/|offline$|work$)/;
const LIST = /^(\/en)?\/work$/; // as it opens: one kept under a filter would pass for the whole
const SIGNS = /^(\/en)?\/sign-(out|in(\/(passkey|step))?)$/;
const ANSWER_MS = 8_000; // a phone at the edge of coverage: then the kept page

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

// The cache is a help and never in the way: a phone without room, or a cache that is thrown away at this moment, keeps nothing, and what the
// network has answered is shown all the same.
async function inCache<T>(use: (cache: Cache) => Promise<T>): Promise<T | undefined> {
  try {
    return await use(await caches.open(KEPT));
  } catch {
    return undefined;
  }
}

const page = (answer: Response): boolean => answer.ok && !answer.redirected && (answer.headers.get("content-type") ?? "").includes("text/html");

// A page counts as answered when the last of it is there: half a page is no better than none. Where none is kept, nothing is better than to
// wait: on a hill a page may take longer.
async function whole(request: Request, known: Response | undefined): Promise<Response> {
  const answer = await fetch(request, known ? { signal: AbortSignal.timeout(ANSWER_MS) } : {});
  return page(answer) ? new Response(await answer.blob(), answer) : answer;
}

async function kept(request: Request): Promise<Response> {
  const address = new URL(request.url);
  const key = address.origin + address.pathname;
  const known = await inCache((cache) => cache.match(key));
  let answer: Response;
  try {
    answer = await whole(request, known);
  } catch (fault) {
    if (known) return known;
    throw fault;
  }
  const over = answer.redirected || [401, 403, 404].includes(answer.status);
  if (over) await inCache((cache) => cache.delete(key));
  else if (page(answer)) await inCache((cache) => cache.put(key, answer.clone()));
  return answer;
}

async function asset(request: Request): Promise<Response> {
  const known = await inCache((cache) => cache.match(request.url));
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await inCache((cache) => cache.put(request.url, answer.clone()));
  return answer;
}

worker.addEventListener("fetch", (event) => {
  const request = event.request;
  const { origin, pathname: path, search } = new URL(request.url);
  if (origin !== worker.location.origin) return;
  if (request.method === "POST" && SIGNS.test(path)) return event.waitUntil(caches.delete(KEPT));
  if (request.method !== "GET") return;
  if (path.startsWith("/assets/")) return event.respondWith(asset(request));
  const asked = request.mode === "navigate" || request.headers.get("x-keep") === "1";
  if (asked && PAGE.test(path) && !(search && LIST.test(path))) event.respondWith(kept(request));
});
