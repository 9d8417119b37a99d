// A form that is filled where there is no network. With one it is sent as it is; without, what was typed is kept in the outbox as an act,
// which web/islands/offline.ts sends later. Files go with their own form, with a network.
//
// Contract with the page (modules/offline/offline.h, KeptForm): around the form stands [data-kept-form="KIND"] with
//   data-subject   what the act is about
//   data-acts      "many": each is an act of its own, and the form is empty again; "one": a later takes the place of the one that waits,
//                  which is put back into the form when the page is opened again
//   data-account   whose page it is: the server wrote it, and a kept page still knows
//   data-pages     more pages to keep beside this one, by addresses
//   data-kept, data-full    what [data-kept-said] says: it is in this phone; there is no room
//   data-beyond    the same, of a button with a name: it does more than saving, and that is done with a network alone
//   data-most, data-long   how many bytes the act may have, and what is said of a longer one: it is not kept, and stays in the form
//   data-place-wrong, data-place-unagreed   of a form with "latitude", "longitude" and "agreed": what is said of half a place, or one
//                  without the tick; it is not kept either
// The act's body is the form's fields by name: texts as typed, a tick box as true or false, "a.b" as {a: {b}} where something stands in
// it, the version, and the page's attempt, by which the server knows what arrived although its answer was lost. Other hidden fields are
// its own.
import { SAVES, alone } from "./lock";
import * as outbox from "./outbox";

const FOLLOWS_MS = 15_000;
const LOOK_MS = 1_000; // the page itself comes first
const ATTEMPT = "idempotency_key"; // kernel/http
const SENT_TOO = ["version", ATTEMPT]; // of the hidden fields
const around = document.querySelector<HTMLElement>("[data-kept-form]");
const form = around?.querySelector("form");
type Control = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement;

function controls(of: HTMLFormElement): Control[] {
  const typed = (one: Element): one is Control =>
    one instanceof HTMLTextAreaElement || one instanceof HTMLSelectElement ||
    (one instanceof HTMLInputElement && !["file", "submit"].includes(one.type) && (one.type !== "hidden" || SENT_TOO.includes(one.name)));
  return Array.from(of.elements).filter(typed);
}

const ticked = (control: Control): control is HTMLInputElement => control instanceof HTMLInputElement && control.type === "checkbox";

function body(of: HTMLFormElement): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const control of controls(of)) {
    const [name = "", ...rest] = control.name.split(".");
    if (rest.length === 0) out[name] = ticked(control) ? control.checked : name === "version" ? Number(control.value) : control.value;
    else if (control.value) out[name] = { ...(out[name] as object | undefined), [rest.join(".")]: control.value };
  }
  return out;
}

// Degrees as the server reads them (modules/visits).
function isDegrees(text: string, most: number): boolean {
  return /^-?\d+(?:[.,]\d+)?$/.test(text) && Math.abs(Number(text.replace(",", "."))) <= most;
}

// What the server would not take: a form that it answers is shown again with what is wrong, what is kept comes back hours later.
function unfit(of: HTMLFormElement, data: DOMStringMap): string | undefined {
  const sent = body(of);
  if (data.most && new TextEncoder().encode(JSON.stringify(sent)).length > Number(data.most)) return data.long;
  if (data.placeWrong === undefined) return undefined;
  const latitude = String(sent.latitude ?? "").trim(), longitude = String(sent.longitude ?? "").trim();
  if (!latitude && !longitude) return undefined;
  if (!isDegrees(latitude, 90) || !isDegrees(longitude, 180)) return data.placeWrong;
  return sent.agreed === true ? undefined : data.placeUnagreed;
}

function putBack(into: HTMLFormElement, kept: Record<string, unknown>): void {
  for (const control of controls(into)) {
    const [name = "", ...rest] = control.name.split(".");
    const value = rest.length === 0 ? kept[name] : (kept[name] as Record<string, unknown> | undefined)?.[rest.join(".")] ?? "";
    if (control.name === ATTEMPT) continue; // of the page that is open now
    if (ticked(control)) control.checked = value === true;
    else if (value !== undefined) control.value = String(value); // the version, too: it was typed over that one, and over no later
    control.dispatchEvent(new Event("input", { bubbles: true }));
  }
}

// Pages that a phone has without anybody having thought of it. A worker that came with this very page has seen nothing of it yet.
async function keepPages(more: string[]): Promise<void> {
  if (!("serviceWorker" in navigator)) return;
  if (!navigator.serviceWorker.controller) await new Promise((done) => navigator.serviceWorker.addEventListener("controllerchange", done, { once: true }));
  // In charge by now, and yet not when this page was asked for: what counts is whether the page is in the phone.
  const late = !(await caches.match(location.origin + location.pathname).catch(() => undefined));
  const used = performance.getEntriesByType("resource").map((one) => one.name).filter((name) => new URL(name).pathname.startsWith("/assets/"));
  for (const asset of late ? used : []) await fetch(asset).catch(() => undefined);
  for (const page of late ? [location.pathname, ...more] : more)
    await fetch(page, { headers: { accept: "text/html", "x-keep": "1" }, credentials: "same-origin" }).catch(() => undefined);
}

function serve(shown: HTMLFormElement, data: DOMStringMap): void {
  const kind = data.keptForm ?? "", about = data.subject ?? "", account = data.account ?? "";
  const one = data.acts === "one";
  const said = around?.querySelector<HTMLElement>("[data-kept-said]");
  const tell = (words: string | undefined): void => { if (said) said.textContent = words ?? ""; };
  const own = (act: outbox.Act): boolean => act.kind === kind && act.subject === about && act.account === account;
  const waiting = (): Promise<outbox.Act | undefined> => outbox.acts().then((all) => all.find(own), () => undefined); // a browser that keeps nothing
  let inForm = false; // what waits, or waited, is what the form shows
  let asked = false; // a second click while the network is asked
  let going: HTMLElement | null | undefined; // with which button the form is sent once what waits has been answered
  let timer: number | undefined;

  // Not while the act before is on its way: the one in its place would be of a version that is over when it arrives.
  async function keep(words: string | undefined, then?: () => void): Promise<void> {
    const wrong = unfit(shown, data);
    if (wrong) return tell(wrong);
    try {
      await alone(SAVES, async () => {
        await outbox.keep(account, kind, one ? about : `${about}/${crypto.randomUUID()}`, body(shown));
        inForm = one;
        then?.();
      });
    } catch {
      return tell(data.full);
    }
    if (!one) empty();
    tell(words);
    window.dispatchEvent(new Event("online")); // the outbox's line looks again: a moment's fault is over soon
  }

  // The next one is another attempt: a hidden field stays as it is when a form is emptied.
  function empty(): void {
    shown.reset();
    const attempt = shown.elements.namedItem(ATTEMPT);
    if (attempt instanceof HTMLInputElement) attempt.value = crypto.randomUUID();
  }

  let passing = false;
  function pass(by: HTMLElement | null): void {
    passing = true;
    shown.requestSubmit(by); // with its button: what it says is part of what is sent
    passing = false;
  }

  async function submit(by: HTMLElement | null): Promise<void> {
    const now = await outbox.session();
    const here = typeof now !== "string" && now.account === account; // else it waits for its account
    if (here && (!one || !(await waiting()))) return pass(by);
    const away = by?.getAttribute("name") ? data.beyond : data.kept;
    if (!here) return keep(away);
    // What waits goes first, as it stands now; the form follows over the version that this makes. Not much later: nobody thinks of it then.
    await keep("", () => {
      going = by;
      window.clearTimeout(timer);
      timer = window.setTimeout(() => { if (going !== undefined) tell(away); going = undefined; }, FOLLOWS_MS);
    });
  }

  shown.addEventListener("submit", (event) => {
    if (passing) return;
    event.preventDefault();
    if (asked) return;
    asked = true;
    void submit(event.submitter).finally(() => { asked = false; });
  });

  window.addEventListener(outbox.ANSWERED, (event) => {
    const told = (event as CustomEvent<outbox.Answered>).detail;
    const mine = told.answers.filter((answer) => answer.kind === kind && answer.subject === about).at(-1);
    if (!mine || !inForm || told.account !== account) return;
    const by = going;
    going = undefined;
    tell("");
    const version = shown.elements.namedItem("version");
    if (mine.outcome !== "accepted" || !(version instanceof HTMLInputElement)) return;
    version.value = String(mine.result?.version ?? version.value);
    if (by !== undefined) pass(by);
  });

  async function restore(): Promise<void> {
    const act = one ? await waiting() : undefined;
    if (!act) return;
    putBack(shown, act.body);
    inForm = true;
    tell(data.kept);
  }
  void restore();
  window.setTimeout(() => void keepPages((data.pages ?? "").split(" ").filter(Boolean)), LOOK_MS);
}

if (form && around) serve(form, around.dataset);
