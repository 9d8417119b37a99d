// Saves a form as it is filled. The page works without: its buttons send the same form to the same address.
//
// Contract with the page (kernel/web/page.h, save_status()):
//   <form data-save="URL">            changes are posted there, url-encoded, with the header hx-request: true
//   [data-status]                     role=status; its data-* attributes hold the texts in the page's language
//   [data-rail]                       replaced by the HTML fragment that a save answers
//   [data-version] in the fragment    the new version: copied into the form's field `version` for the next save
//   [data-progress] in the fragment   how far the form is: copied into [data-progress-shown], the bar in reach of a thumb
// Nothing is lost: what the server has not acknowledged stays in this browser and is sent again.

import { SAVES, alone } from "./lock";

// What `ocop:unsent` and `ocop:saved` tell: the fields as they were sent or saved. The next save waits for what is put into `until`.
export interface Told { readonly fields: URLSearchParams; readonly until: Promise<unknown>[] }
type Outcome = "saved" | "retry" | "conflict" | "refused" | "signed-out";

const RETRY_FIRST_MS = 1_000;
const RETRY_MOST_MS = 30_000; // a phone back in coverage waits no longer than this
const SETTLE_MS = 250; // arrow keys run over several options: only where they stop is saved
const REQUEST_MS = 15_000;
const DRAFT_DAYS = 7;

export class Autosave {
  readonly #form: HTMLFormElement;
  readonly #url: string;
  readonly #key: string;
  #dirty = false;
  #sending = false;
  #stopped = false;
  #wait = RETRY_FIRST_MS;
  #timer: number | undefined;

  constructor(form: HTMLFormElement) {
    this.#form = form;
    this.#url = form.dataset.save || form.action;
    this.#key = `ocop-draft:${new URL(this.#url, location.href).pathname.replace(/^\/en\//, "/")}`;
  }

  start(): void {
    this.#restore();
    this.#form.addEventListener("change", (event) => {
      if (event.target instanceof HTMLInputElement && event.target.type === "file") return; // papers go with their own button
      this.#changed(SETTLE_MS);
    });
    this.#form.addEventListener("input", (event) => {
      if (event.target instanceof HTMLTextAreaElement) this.#changed(1_500); // typing: at rests, not at letters
    });
    this.#form.addEventListener("submit", () => { this.#stopped = true; });
    window.addEventListener("online", () => { if (this.#dirty) this.#send(); });
    document.addEventListener("visibilitychange", () => { if (this.#dirty) this.#send(); });
    window.addEventListener("beforeunload", (event) => { if (this.#dirty && !this.#stopped) event.preventDefault(); });
  }

  #changed(after: number): void {
    this.#dirty = true;
    this.#keepDraft();
    window.clearTimeout(this.#timer);
    this.#timer = window.setTimeout(() => this.#send(), after);
  }

  // Fields as they would be sent, without files.
  #fields(): URLSearchParams {
    const fields = new URLSearchParams();
    for (const [name, value] of new FormData(this.#form)) if (typeof value === "string") fields.append(name, value);
    return fields;
  }

  async #send(): Promise<void> {
    if (this.#sending || this.#stopped || !this.#dirty) return;
    window.clearTimeout(this.#timer);
    this.#sending = true;
    this.#dirty = false; // a change while this save is on its way makes it dirty again
    this.#say("saving");
    const outcome = await this.#post();
    this.#sending = false;
    if (outcome === "saved") {
      this.#wait = RETRY_FIRST_MS;
      if (this.#dirty) {
        this.#keepDraft(); // under the new version
        return void this.#send();
      }
      localStorage.removeItem(this.#key);
      this.#say("saved", new Date().toLocaleTimeString(document.documentElement.lang, { hour: "2-digit", minute: "2-digit", second: "2-digit" }));
    } else {
      this.#dirty = true;
      this.#say(outcome);
      if (outcome !== "retry") return;
      this.#timer = window.setTimeout(() => this.#send(), this.#wait);
      this.#wait = Math.min(this.#wait * 2, RETRY_MOST_MS);
    }
  }

  #post(): Promise<Outcome> {
    return alone(SAVES, () => this.#postAlone());
  }

  async #postAlone(): Promise<Outcome> {
    try {
      const answer = await fetch(this.#url, {
        method: "POST",
        body: this.#fields(),
        headers: { "hx-request": "true", accept: "text/html" },
        credentials: "same-origin",
        redirect: "error",
        signal: AbortSignal.timeout(REQUEST_MS),
      });
      if (answer.status === 401) return "signed-out";
      if (answer.status === 409 || answer.status === 412) return "conflict";
      if (answer.status === 429 || answer.status >= 500) return "retry";
      if (!answer.ok) return "refused";
      this.#show(await answer.text());
      await this.#tell("ocop:saved");
      return "saved";
    } catch {
      await this.#tell("ocop:unsent"); // no network, or the answer did not come in time: the outbox keeps it, should this page be closed
      return "retry";
    }
  }

  // Heard by web/islands/offline.ts where the page has it.
  async #tell(name: "ocop:unsent" | "ocop:saved"): Promise<void> {
    const detail: Told = { fields: this.#fields(), until: [] };
    this.#form.dispatchEvent(new CustomEvent(name, { bubbles: true, detail }));
    await Promise.allSettled(detail.until);
  }

  // The fragment comes from our own server, which escapes; scripts in it would not run (innerHTML, and the CSP).
  #show(fragment: string): void {
    const rail = document.querySelector<HTMLElement>("[data-rail]");
    if (rail && fragment.trim() !== "") rail.innerHTML = fragment;
    const news = document.querySelector<HTMLElement>("[data-version]")?.dataset;
    const version = news?.version;
    for (const shown of document.querySelectorAll("[data-progress-shown]")) shown.textContent = news?.progress ?? shown.textContent;
    const field = this.#form.elements.namedItem("version");
    if (version && field instanceof HTMLInputElement) field.value = version;
  }

  // The version the page was loaded or last saved with: a draft is put back only over the very state it was typed on, so that it
  // never silently replaces what somebody saved since.
  #version(): string {
    const field = this.#form.elements.namedItem("version");
    return field instanceof HTMLInputElement ? field.value : "";
  }

  #keepDraft(): void {
    const fields = this.#fields();
    fields.delete("_csrf");
    fields.delete("version");
    try {
      localStorage.setItem(this.#key, JSON.stringify({ at: Date.now(), version: this.#version(), fields: fields.toString() }));
    } catch {
      // Private mode or a full store: the save itself goes on.
    }
  }

  #restore(): void {
    let draft: { at: number; version: string; fields: string } | null = null;
    try {
      draft = JSON.parse(localStorage.getItem(this.#key) ?? "null");
    } catch {
      draft = null;
    }
    if (!draft) return;
    const stale = Date.now() - draft.at > DRAFT_DAYS * 86_400_000 || draft.version !== this.#version();
    if (stale) return localStorage.removeItem(this.#key);
    const fields = new URLSearchParams(draft.fields);
    for (const control of Array.from(this.#form.elements)) this.#put(control, fields);
    this.#dirty = true;
    this.#say("restored");
    this.#timer = window.setTimeout(() => this.#send(), SETTLE_MS);
  }

  #put(control: Element, fields: URLSearchParams): void {
    if (control instanceof HTMLInputElement && (control.type === "radio" || control.type === "checkbox")) {
      control.checked = fields.getAll(control.name).includes(control.value);
    } else if (control instanceof HTMLTextAreaElement || control instanceof HTMLSelectElement || (control instanceof HTMLInputElement && control.type === "text")) {
      const value = fields.get(control.name);
      if (value !== null) control.value = value;
    }
  }

  #say(key: "saving" | "saved" | "restored" | Outcome, time = ""): void {
    const status = document.querySelector<HTMLElement>("[data-status]");
    if (!status) return;
    const texts: Record<string, string | undefined> = {
      saving: status.dataset.saving, saved: status.dataset.saved, retry: status.dataset.retry, conflict: status.dataset.conflict,
      refused: status.dataset.refused, "signed-out": status.dataset.signedOut, restored: status.dataset.restored,
    };
    status.textContent = (texts[key] ?? "").replace("{0}", time);
    status.dataset.state = key;
  }
}
