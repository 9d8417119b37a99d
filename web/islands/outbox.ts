// The outbox of this browser: acts that were done without a network, and the photos that go before them, kept in IndexedDB until the
// server has answered each (kernel/sync/README.md). One subject has one unsent act: a later answer of a criterion replaces the earlier.
export interface Act {
  readonly id: string;
  readonly account: string; // whose it is: on a shared phone nobody sends another's
  readonly kind: string;
  readonly subject: string;
  readonly made: string;
  readonly body: Record<string, unknown>;
}
export interface Answer {
  readonly id: string;
  readonly kind: string;
  readonly subject: string;
  readonly outcome: "accepted" | "refused" | "set_aside";
  readonly reason: string;
  readonly result: { readonly version?: number } | null;
}
// An event of window, told while SAVES is held (web/islands/lock.ts): what the server said of the acts that this account has just sent.
export const ANSWERED = "ocop:answered";
export interface Answered { readonly account: string; readonly answers: Answer[] }
export interface Session { readonly account: string; readonly csrf_token: string }

const DATABASE = "ocop-outbox";
const ACTS = "acts";
const FACTS = "facts"; // device, account
export const PHOTOS = "photos"; // web/islands/photos.ts
const SESSION_MS = 8_000; // a phone at the edge of coverage has no network
const MOST = 200; // acts a batch: kernel/sync/batch.h, kMostActs
const MOST_BYTES = 3 << 20; // of their bodies: under modules/offline/api.cc, kBatchBytes
const BATCH_MS = 60_000; // 200 answers are some 100 kB

function open(): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(DATABASE, 2);
    request.onupgradeneeded = ({ oldVersion }) => {
      if (oldVersion < 1) {
        request.result.createObjectStore(ACTS, { keyPath: "id" });
        request.result.createObjectStore(FACTS);
      }
      if (oldVersion < 2) request.result.createObjectStore(PHOTOS, { keyPath: "id" });
    };
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

// Resolves when the transaction is complete, that is when the browser has it on disk. Rejects when there is no room; nothing is kept then.
export async function within<T>(mode: IDBTransactionMode, use: (transaction: IDBTransaction) => IDBRequest<T> | void): Promise<T | undefined> {
  const database = await open();
  try {
    return await new Promise((resolve, reject) => {
      const transaction = database.transaction([ACTS, FACTS, PHOTOS], mode, { durability: "strict" });
      const request = use(transaction);
      transaction.oncomplete = () => resolve(request ? request.result : undefined);
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
  } finally {
    database.close();
  }
}

const fact = (name: string): Promise<string | undefined> => within("readonly", (t) => t.objectStore(FACTS).get(name) as IDBRequest<string | undefined>);
const remember = (name: string, value: string): Promise<unknown> => within("readwrite", (t) => { t.objectStore(FACTS).put(value, name); });

export const account = (): Promise<string | undefined> => fact("account");
export const setAccount = (id: string): Promise<unknown> => remember("account", id);

async function device(): Promise<string> {
  const known = await fact("device");
  if (known) return known;
  const made = crypto.randomUUID();
  await remember("device", made);
  return made;
}

// Who is signed in: a page that was kept bears an old form token, and perhaps another person's.
export async function session(): Promise<Session | "visitor" | "away"> {
  try {
    const answered = await fetch("/api/v1/offline/session", {
      headers: { accept: "application/json" },
      credentials: "same-origin",
      cache: "no-store",
      signal: AbortSignal.timeout(SESSION_MS),
    });
    if (answered.status === 401) return "visitor";
    if (!answered.ok) return "away";
    return (await answered.json()) as Session;
  } catch {
    return "away";
  }
}

export async function acts(): Promise<Act[]> {
  const all = (await within("readonly", (t) => t.objectStore(ACTS).getAll() as IDBRequest<Act[]>)) ?? [];
  return all.sort((a, b) => (a.made < b.made ? -1 : 1));
}

export async function keep(whose: string, kind: string, subject: string, body: Record<string, unknown>): Promise<void> {
  const earlier = (await acts()).filter((act) => act.account === whose && act.kind === kind && act.subject === subject);
  await within("readwrite", (t) => {
    for (const act of earlier) t.objectStore(ACTS).delete(act.id);
    t.objectStore(ACTS).put({ id: crypto.randomUUID(), account: whose, kind, subject, made: new Date().toISOString(), body } satisfies Act);
  });
}

export async function forget(matches: (act: Act) => boolean): Promise<void> {
  const gone = (await acts()).filter(matches);
  await within("readwrite", (t) => { for (const act of gone) t.objectStore(ACTS).delete(act.id); });
}

// As many as go in one batch, from the first on.
function batch(acts: Act[]): Act[] {
  let bytes = 0;
  const more = (act: Act): number => (bytes += new TextEncoder().encode(JSON.stringify(act)).length);
  return acts.slice(0, MOST).filter((act, i) => more(act) <= MOST_BYTES || i === 0);
}

// Sends this account's acts in their order, each as `ready` completes it; what it does not give back waits, and holds back nobody behind it.
// What was answered leaves the outbox: accepted is done, set aside waits on the server, refused is told to the caller once. Throws when there
// is no network: everything stays.
export async function send(who: Session, language: string, ready: (act: Act) => Act | undefined): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (;;) {
    const mine = batch((await acts()).flatMap((act) => (act.account === who.account && ready(act)) || []));
    if (mine.length === 0) return answers;
    const answer = await fetch("/api/v1/offline/batches", {
      method: "POST",
      headers: { "content-type": "application/json", accept: "application/json", "accept-language": language, "x-csrf-token": who.csrf_token },
      body: JSON.stringify({ device: await device(), sent: new Date().toISOString(), acts: mine.map(({ account: _, ...act }) => act) }),
      credentials: "same-origin",
      signal: AbortSignal.timeout(BATCH_MS),
    });
    if (!answer.ok) throw new Error(`batch: ${answer.status}`);
    const told = ((await answer.json()) as { acts: Answer[] }).acts;
    answers.push(...told);
    const done = new Set(told.map((one) => one.id));
    if (done.size === 0) return answers; // a server that answers nothing: do not ask for ever
    await forget((act) => done.has(act.id));
  }
}
