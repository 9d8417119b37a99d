// Work without a network: what a form could not send is kept in the outbox and sent later, photos before the answers that refer to them;
// the pages of a dossier are kept by the service worker. The line [data-outbox] says "waiting", "sent" or "needs you"; its data-* attributes
// hold the texts in the page's language.
import type { Told } from "./autosave";
import { OUTBOX, SAVES, alone } from "./lock";
import * as outbox from "./outbox";
import { ANSWERED, type Answered } from "./outbox";
import { PhotoBox } from "./photo-box";
import * as photos from "./photos";

// A server that comes back says nothing: it is asked, soon after a moment's fault (one lost packet, a cell that changed) and then ever less often.
const AGAIN_FIRST_MS = 1_000;
const AGAIN_MOST_MS = 30_000;
const line = document.querySelector<HTMLElement>("[data-outbox]");
const form = document.querySelector<HTMLFormElement>("form[data-self-assessment]");
const place = document.querySelector<HTMLElement>("[data-photos]");
const here = subject();
const box = place ? new PhotoBox(place, form ? here ?? "" : undefined) : undefined;
const language = document.documentElement.lang || "vi";
const say = (text: string | undefined, ...values: (string | number)[]): string => values.reduce<string>((out, value, i) => out.replace(`{${i}}`, String(value)), text ?? "");

// "/dossiers/<id>/criteria/<code>" -> "<id>/<code>": what an answer is about.
function subject(): string | undefined {
  const found = /\/dossiers\/([0-9a-f-]{36})\/criteria\/([^/]+)$/.exec(location.pathname);
  return found ? `${found[1]}/${decodeURIComponent(found[2] ?? "")}` : undefined;
}

// Whose page this is: as the server has written it, which a kept page still knows.
const whose = async (): Promise<string> => box?.account || ((await outbox.account()) ?? "");

function answer(fields: URLSearchParams): Record<string, unknown> {
  const papers = [...fields.keys()].filter((name) => name.startsWith("paper.")).map((name) => name.slice("paper.".length));
  return { option: Number(fields.get("option") ?? 0), note: fields.get("note") ?? "", papers, version: Number(fields.get("version") ?? 0) };
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
let again = false;
let timer: number | undefined;
let wait = AGAIN_FIRST_MS;
async function flush(): Promise<void> {
  again = true;
  if (running) return;
  running = true;
  window.clearTimeout(timer);
  try {
    while (again) {
      again = false;
      await alone(OUTBOX, told);
      await box?.show();
    }
  } finally {
    running = false;
  }
  if (line?.dataset.state !== "waiting") return;
  timer = window.setTimeout(() => void flush(), wait);
  wait = Math.min(wait * 2, AGAIN_MOST_MS);
}

// There is news: something to send, or a network to send it by.
function soon(): Promise<void> {
  wait = AGAIN_FIRST_MS;
  return flush();
}

const waiting = async () => [...(await outbox.acts()), ...(await photos.photos()).filter((photo) => photo.state === "waiting")];

async function told(): Promise<void> {
  const before = (await waiting()).length;
  const now = await outbox.session();
  if (now === "visitor") return show(before ? "waiting" : "none", before ? say(line?.dataset.signedOut, before) : "");
  if (now !== "away") await outbox.setAccount(now.account);
  if (now === "away" && before) return show("waiting", say(line?.dataset.waiting, before));
  if (now === "away") return void (await sayRefused([]));
  let answers: outbox.Answer[];
  try {
    await photos.send(now, language, async () => box?.show());
    await tickSent(now.account);
    answers = await alone(SAVES, () => sendActs(now));
  } catch {
    return show("waiting", say(line?.dataset.waiting, (await waiting()).length));
  }
  const aside = answers.filter((one) => one.outcome === "set_aside").length;
  if (aside) return show("needs-you", say(line?.dataset.needsYou, aside));
  if (await sayRefused(answers, now.account)) return;
  const left = await waiting();
  const mine = left.filter((one) => one.account === now.account).length;
  if (mine) show("waiting", say(line?.dataset.waiting, mine));
  else if (left.length) show("waiting", say(line?.dataset.other, left.length));
  else if (before) show("sent", line?.dataset.sent ?? "");
  else if (line?.dataset.state !== "sent") show("none", "");
}

// Acts that were refused are told once; a refused photo is told until its person has decided.
async function sayRefused(answers: outbox.Answer[], account?: string): Promise<boolean> {
  const of = account ?? (await whose());
  const mine = (await photos.photos()).filter((photo) => photo.state === "refused" && photo.account === of);
  const reasons = [...answers.filter((one) => one.outcome === "refused"), ...mine];
  if (reasons.length === 0) return false;
  show("needs-you", say(line?.dataset.refused, reasons.length, reasons[0]?.reason ?? ""));
  return true;
}

// An answer goes when the photos taken for it have gone, with the ids the server gave them; a refused photo is no part of it.
async function sendActs(now: outbox.Session): Promise<outbox.Answer[]> {
  const mine = (await photos.photos()).filter((photo) => photo.account === now.account);
  const answers = await outbox.send(now, language, (act) => {
    if (act.kind !== "dossier.answer") return act; // no photos are taken for it (web/islands/kept-form.ts)
    const its = mine.filter((photo) => photo.subject === act.subject);
    if (its.some((photo) => photo.state === "waiting")) return undefined;
    const papers = new Set([...(act.body.papers as string[]), ...its.flatMap((photo) => photo.paper ?? [])]);
    return { ...act, body: { ...act.body, papers: [...papers] } };
  });
  window.dispatchEvent(new CustomEvent<Answered>(ANSWERED, { detail: { account: now.account, answers } }));
  const about = new Set(answers.filter((one) => one.outcome === "accepted").map((one) => one.subject)); // of a refused one they are no part
  const gone = mine.filter((photo) => photo.state === "sent" && about.has(photo.subject));
  for (const photo of gone) if (photo.subject === here) paperBox(photo);
  box?.linked(gone.filter((photo) => box.mine(photo)));
  await photos.forget((photo) => gone.some((one) => one.id === photo.id));
  const saved = answers.find((one) => one.subject === here && one.outcome === "accepted")?.result?.version;
  const version = form?.elements.namedItem("version");
  if (saved && version instanceof HTMLInputElement) {
    version.value = String(saved);
    if (gone.length) form?.dispatchEvent(new Event("change", { bubbles: true })); // the same again: its answer is the rail of points and papers
  }
  return answers;
}

// The tick box of a paper that this page did not know yet, ticked, as web::check_field writes it.
function paperBox(photo: photos.Photo): HTMLInputElement | undefined {
  if (!form || !place || !photo.paper) return undefined;
  const name = `paper.${photo.paper}`;
  const known = form.elements.namedItem(name);
  if (known instanceof HTMLInputElement) return known;
  const input = document.createElement("input");
  Object.assign(input, { type: "checkbox", id: `f-${name}`, name, value: "1", checked: true });
  const text = document.createElement("span");
  text.textContent = photo.title;
  const label = document.createElement("label");
  label.className = "check-card";
  label.htmlFor = input.id;
  label.append(input, text);
  const field = document.createElement("div");
  field.className = "field";
  field.append(label);
  place.before(field);
  return input;
}

const chosen = (): boolean => Boolean(form && new FormData(form).get("option"));

// Photos of this page that have gone and that no waiting answer takes along: they are ticked in the form, which saves itself. Before a level
// is chosen there is no answer to be part of: they wait, ticked.
async function tickSent(account: string): Promise<void> {
  if (!form || !box || account !== box.account) return;
  if ((await outbox.acts()).some((act) => act.account === account && act.subject === here)) return;
  let news = false;
  for (const photo of (await photos.photos()).filter((one) => box.mine(one) && one.state === "sent")) {
    const tick = paperBox(photo);
    if (!tick || tick.dataset.offered) continue;
    tick.dataset.offered = "1"; // once a page: whoever takes the tick away has decided
    tick.checked = news = true;
  }
  if (news && chosen()) form.dispatchEvent(new Event("change", { bubbles: true }));
}

// What the form says now is the truth about the sent photos it shows: they leave the phone.
async function settle(account: string): Promise<void> {
  const offered = (photo: photos.Photo) => Boolean(form?.elements.namedItem(`paper.${photo.paper}`));
  const shown = (await photos.photos()).filter((photo) => box?.mine(photo) && photo.state === "sent" && offered(photo));
  box?.linked(shown);
  await photos.forget((photo) => photo.account === account && shown.some((one) => one.id === photo.id));
  await box?.show();
}

// Without room in the browser the answer stands in the open page alone; the page says so.
async function keep(account: string, body: Record<string, unknown>): Promise<void> {
  if (!here) return;
  try {
    await outbox.keep(account, "dossier.answer", here, body);
  } catch {
    return show("waiting", say(line?.dataset.full));
  }
  show("waiting", say(line?.dataset.waiting, (await waiting()).length));
}

async function unsent(fields: URLSearchParams): Promise<void> {
  const account = await whose();
  await keep(account, answer(fields));
  await settle(account);
}

// Photos that still wait need an answer that takes them along, of the version just saved; without any, nothing is left to send.
async function saved(fields: URLSearchParams): Promise<void> {
  const account = await whose();
  await settle(account);
  if ((await photos.photos()).some((photo) => box?.mine(photo) && photo.state === "waiting")) return keep(account, answer(fields));
  await outbox.forget((act) => act.subject === here && act.account === account);
}

// A photo was kept: an answer is written that takes it along, so that it becomes evidence even when this page is never opened again. It
// says no more than the form: no level, no answer. An answer that waits already keeps the version its person has seen.
async function taken(): Promise<void> {
  const shown = form;
  if (shown && chosen()) {
    const account = await whose();
    // Not while the answer before is on its way: the one kept in its place would be of a version that is over when it arrives.
    await alone(SAVES, async () => {
      const fields = new URLSearchParams();
      for (const [name, value] of new FormData(shown)) if (typeof value === "string") fields.append(name, value);
      const body = answer(fields);
      const earlier = (await outbox.acts()).find((act) => act.subject === here && act.account === account);
      await keep(account, { ...body, version: earlier?.body.version ?? body.version });
    });
  }
  await soon();
}

// What waits for this page is put back into its form, so that a page kept from yesterday shows today's answer.
async function restore(into: HTMLFormElement): Promise<void> {
  const account = await whose();
  const mine = (await outbox.acts()).find((act) => act.subject === here && act.account === account);
  if (!mine) return;
  const option = into.querySelector<HTMLInputElement>(`input[name="option"][value="${Number(mine.body.option)}"]`);
  if (option) option.checked = true;
  const note = into.elements.namedItem("note");
  if (note instanceof HTMLTextAreaElement) note.value = String(mine.body.note ?? "");
  const papers = new Set(mine.body.papers as string[]);
  for (const paper of into.querySelectorAll<HTMLInputElement>('input[name^="paper."]')) paper.checked = papers.has(paper.name.slice("paper.".length));
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
  if (form) {
    const hear = (name: string, act: (fields: URLSearchParams) => Promise<void>) => form.addEventListener(name, (event) => {
      const { fields, until } = (event as CustomEvent<Told>).detail;
      if (here) until.push(act(fields));
    });
    hear("ocop:unsent", unsent);
    hear("ocop:saved", saved);
    await restore(form);
  }
  if (box) box.onwaiting = taken;
  window.addEventListener("online", () => void soon());
  offerKeeping();
  await box?.show();
  await flush();
}

void start();
