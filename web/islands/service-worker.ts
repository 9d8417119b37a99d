// Keeps the pages of a dossier that were looked at, for when there is no network. From the network first: a kept page is shown only when the
// network does not answer. Signing out, or signing in as somebody else, throws all kept pages away: they are of whoever saw them.
/// <reference lib="webworker" />
const worker = self as unknown as ServiceWorkerGlobalScope;
const KEPT = "ocop-kept-1";
const PAGE = /^(\/en)?\/(dossiers\/|offline$)/;
const ANSWER_MS = 8_000; // a phone at the edge of coverage: then the kept page

worker.addEventListener("install", () => void worker.skipWaiting());
worker.addEventListener("activate", (event) => event.waitUntil(worker.clients.claim()));

async function kept(request: Request): Promise<Response> {
  const cache = await caches.open(KEPT);
  const address = new URL(request.url);
  const key = address.origin + address.pathname;
  try {
    const answer = await fetch(request, { signal: AbortSignal.timeout(ANSWER_MS) });
    if (answer.ok && !answer.redirected && (answer.headers.get("content-type") ?? "").includes("text/html")) await cache.put(key, answer.clone());
    else if (answer.status === 401 || answer.status === 403 || answer.status === 404 || answer.redirected) await cache.delete(key);
    return answer;
  } catch (fault) {
    const known = await cache.match(key);
    if (known) return known;
    throw fault;
  }
}

async function asset(request: Request): Promise<Response> {
  const cache = await caches.open(KEPT);
  const known = await cache.match(request.url);
  if (known) return known;
  const answer = await fetch(request);
  if (answer.ok) await cache.put(request.url, answer.clone());
  return answer;
}

worker.addEventListener("fetch", (event) => {
  const request = event.request;
  const path = new URL(request.url).pathname;
  if (new URL(request.url).origin !== worker.location.origin) return;
  if (request.method === "POST" && /^(\/en)?\/sign-(out|in)$/.test(path)) return event.waitUntil(caches.delete(KEPT));
  if (request.method !== "GET") return;
  if (path.startsWith("/assets/")) return event.respondWith(asset(request));
  const page = request.mode === "navigate" || request.headers.get("x-keep") === "1";
  if (page && PAGE.test(path)) event.respondWith(kept(request));
});
