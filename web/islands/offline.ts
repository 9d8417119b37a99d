// Work without a network: what a form could not send is kept in the outbox and sent later; the pages of a dossier are kept by the service
// worker. The line [data-outbox] says "waiting", "sent" or "needs you"; its data-* attributes hold the texts in the page's language.
import * as outbox from "./outbox";

interface Session { account: string; csrf_token: string }
const line = document.querySelector<HTMLElement>("[data-outbox]");
const language = document.documentElement.lang || "vi";
const say = (text: string | undefined, ...values: (string | number)[]): string => values.reduce<string>((out, value, i) => out.replace(`{${i}}`, String(value)), text ?? "");

// "/dossiers/<id>/criteria/<code>" -> "<id>/<code>": what an answer is about.
function subject(): string | undefined {
  const found = /\/dossiers\/([0-9a-f-]{36})\/criteria\/([^/]+)$/.exec(location.pathname);
  return found ? `${found[1]}/${decodeURIComponent(found[2])}` : undefined;
}

function answer(fields: URLSearchParams): Record<string, unknown> {
  const papers = [...fields.keys()].filter((name) => name.startsWith("paper.")).map((name) => name.slice("paper.".length));
  return { option: Number(fields.get("option") ?? 0), note: fields.get("note") ?? "", papers, version: Number(fields.get("version") ?? 0) };
}

async function session(): Promise<Session | "visitor" | "away"> {
  try {
    const answered = await fetch("/api/v1/offline/session", { headers: { accept: "application/json" }, credentials: "same-origin", cache: "no-store" });
    if (answered.status === 401) return "visitor";
    if (!answered.ok) return "away";
    return (await answered.json()) as Session;
  } catch {
    return "away";
  }
}

function show(state: "waiting" | "sent" | "needs-you" | "none", text: string): void {
  if (!line) return;
  line.dataset.state = state;
  line.textContent = text;
  if (state !== "needs-you") return;
  const link = document.createElement("a");
  link.href = line.dataset.page ?? "/offline";
  link.textContent = text;
  line.replaceChildren(link);
}

let running = false;
async function flush(): Promise<void> {
  if (running) return;
  running = true;
  try {
    await told();
  } finally {
    running = false;
  }
}

async function told(): Promise<void> {
  const before = (await outbox.acts()).length;
  const now = await session();
  if (now === "visitor") return show(before ? "waiting" : "none", before ? say(line?.dataset.signedOut, before) : "");
  if (now !== "away") await outbox.setAccount(now.account);
  if (before === 0) return show("none", "");
  if (now === "away") return show("waiting", say(line?.dataset.waiting, before));
  let answers: outbox.Answer[];
  try {
    answers = await outbox.send(now, language);
  } catch {
    return show("waiting", say(line?.dataset.waiting, before));
  }
  const aside = answers.filter((one) => one.outcome === "set_aside").length;
  const refused = answers.filter((one) => one.outcome === "refused");
  const others = (await outbox.acts()).length;
  if (aside) show("needs-you", say(line?.dataset.needsYou, aside));
  else if (refused.length) show("needs-you", say(line?.dataset.refused, refused.length, refused[0].reason));
  else if (others) show("waiting", say(line?.dataset.other, others));
  else show("sent", line?.dataset.sent ?? "");
}

// What waits for this page is put back into its form, so that a page kept from yesterday shows today's answer.
async function restore(form: HTMLFormElement): Promise<void> {
  const whose = await outbox.account();
  const mine = (await outbox.acts()).find((act) => act.subject === subject() && act.account === whose);
  if (!mine) return;
  const option = form.querySelector<HTMLInputElement>(`input[name="option"][value="${Number(mine.body.option)}"]`);
  if (option) option.checked = true;
  const note = form.elements.namedItem("note");
  if (note instanceof HTMLTextAreaElement) note.value = String(mine.body.note ?? "");
}

// A button that fetches the pages of this dossier once, so that the service worker has them.
function offerKeeping(): void {
  const pages = [...document.querySelectorAll<HTMLAnchorElement>('a[href*="/criteria/"]')].map((link) => link.href);
  if (!line || pages.length === 0 || !("serviceWorker" in navigator)) return;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button quiet";
  button.textContent = line.dataset.keep ?? "";
  button.addEventListener("click", async () => {
    button.disabled = true;
    await navigator.serviceWorker.ready;
    let kept = 0;
    for (const page of new Set([location.href, ...pages])) {
      const answered = await fetch(page, { headers: { accept: "text/html", "x-keep": "1" }, credentials: "same-origin" }).catch(() => undefined);
      if (answered?.ok) kept += 1;
    }
    button.textContent = say(line.dataset.kept, kept);
    button.disabled = false;
  });
  (line.closest("form") ?? line).after(button); // below the form's own buttons: the task comes first
}

async function start(): Promise<void> {
  if ("serviceWorker" in navigator) await navigator.serviceWorker.register("/service-worker.js").catch(() => undefined);
  const form = document.querySelector<HTMLFormElement>("form[data-self-assessment]");
  if (form) {
    form.addEventListener("ocop:unsent", async (event) => {
      const about = subject();
      if (!about) return;
      await outbox.keep("dossier.answer", about, answer((event as CustomEvent<URLSearchParams>).detail));
      show("waiting", say(line?.dataset.waiting, (await outbox.acts()).length));
    });
    form.addEventListener("ocop:saved", () => void outbox.forget((act) => act.subject === subject()));
    await restore(form);
  }
  window.addEventListener("online", () => void flush());
  offerKeeping();
  await flush();
}

void start();
