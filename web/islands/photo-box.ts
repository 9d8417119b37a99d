// The photos of a page: the control that takes one, and each with its picture and state. Markup and texts: modules/offline/pages.cc.
import { Photo, MOST_PHOTOS, change, forget, keep, photos, shrink } from "./photos";

type Text = "preparing" | "kept" | "unreadable" | "full" | "most" | "removed";

export class PhotoBox {
  readonly #box: HTMLElement;
  readonly #subject: string | undefined; // undefined: every photo of this account
  readonly #done = new Map<string, Photo>(); // sent while this page was open, and part of its answer by now
  // A photo was kept, or is to be sent again.
  onwaiting: (photo: Photo) => Promise<void> = async () => undefined;

  constructor(box: HTMLElement, subject: string | undefined) {
    this.#box = box;
    this.#subject = subject;
    const input = box.querySelector<HTMLInputElement>("input[type=file]");
    input?.addEventListener("change", () => void this.#take(input));
    if (input) box.hidden = false;
  }

  get account(): string { return this.#box.dataset.account ?? ""; }

  mine(photo: Photo): boolean {
    return photo.account === this.account && (this.#subject === undefined || photo.subject === this.#subject);
  }

  #say(text: Text | "", ...values: (string | number)[]): void {
    const said = this.#box.querySelector<HTMLElement>("[data-said]");
    if (said) said.textContent = values.reduce<string>((out, value, i) => out.replace(`{${i}}`, String(value)), text ? this.#box.dataset[text] ?? "" : "");
  }

  async #take(input: HTMLInputElement): Promise<void> {
    const file = input.files?.[0];
    if (!file) return;
    this.#say("preparing");
    const small = await shrink(file);
    input.value = ""; // the same file may be chosen again
    if (!small) return this.#say("unreadable");
    const now = new Date();
    const parts = { day: "2-digit", month: "2-digit", year: "numeric", hour: "2-digit", minute: "2-digit" } as const;
    const when = now.toLocaleString(document.documentElement.lang === "en" ? "en-GB" : "vi", parts);
    const photo: Photo = {
      id: crypto.randomUUID(), account: this.account, producer: this.#box.dataset.producer ?? "", subject: this.#subject ?? "", page: location.pathname,
      title: `${this.#box.dataset.title} · ${when}`, made: now.toISOString(), state: "waiting", ...small,
    };
    const kept = await keep(photo).catch(() => "full" as const);
    this.#say(kept, MOST_PHOTOS);
    if (kept !== "kept") return;
    await this.show();
    await this.onwaiting(photo);
  }

  // Photos that are part of the saved answer leave the phone; this page goes on showing them as sent.
  linked(gone: Photo[]): void {
    for (const photo of gone) this.#done.set(photo.id, photo);
  }

  // Only what has changed is drawn anew, so that the focus stays where it is.
  async show(): Promise<void> {
    const there = [...this.#done.values(), ...(await photos()).filter((photo) => this.mine(photo) && !this.#done.has(photo.id))];
    const list = this.#box.querySelector("ul");
    if (!list) return;
    for (const item of Array.from(list.children)) if (!there.some((photo) => photo.id === (item as HTMLElement).dataset.photo)) item.remove();
    for (const photo of there) {
      const item = list.querySelector<HTMLElement>(`[data-photo="${photo.id}"]`) ?? list.appendChild(this.#item(photo));
      const state = this.#words(photo);
      if (item.dataset.words === state) continue;
      if (item.dataset.words) this.#say(""); // it is no longer as the last word said
      item.dataset.words = state;
      item.dataset.state = photo.state;
      item.querySelector("[data-words]")!.textContent = state;
      const hadFocus = item.contains(document.activeElement);
      item.querySelector(".acts")!.replaceChildren(...this.#buttons(photo));
      if (hadFocus) this.#focus();
    }
    if (this.#subject === undefined) {
      this.#box.hidden = there.length === 0;
      for (const nothing of document.querySelectorAll<HTMLElement>("[data-nothing]")) nothing.hidden = there.some((photo) => photo.state === "refused");
    }
  }

  #words(photo: Photo): string {
    const data = this.#box.dataset;
    if (photo.state === "waiting") return data.waiting ?? "";
    if (photo.state === "refused") return (data.refused ?? "").replace("{0}", photo.reason ?? "");
    return (this.#done.has(photo.id) ? data.sent : data.unlinked) ?? "";
  }

  #item(photo: Photo): HTMLElement {
    const item = document.createElement("li");
    item.dataset.photo = photo.id;
    const picture = document.createElement("img");
    picture.src = photo.thumbnail;
    picture.alt = ""; // its title stands beside it
    const title = document.createElement(this.#subject === undefined ? "a" : "strong");
    if (title instanceof HTMLAnchorElement) title.href = photo.page;
    title.textContent = photo.title;
    const words = document.createElement("p");
    words.dataset.words = "";
    const acts = document.createElement("p");
    acts.className = "acts";
    const side = document.createElement("div");
    side.append(title, words, acts);
    item.append(picture, side);
    return item;
  }

  #buttons(photo: Photo): HTMLElement[] {
    const button = (text: string | undefined, click: () => Promise<void>): HTMLElement => {
      const out = document.createElement("button");
      out.type = "button";
      out.className = "button quiet";
      out.textContent = text ?? "";
      const about = document.createElement("span");
      about.className = "unseen";
      about.textContent = `: ${photo.title}`;
      out.append(about);
      out.addEventListener("click", () => void click());
      return out;
    };
    const data = this.#box.dataset;
    const again = button(data.again, async () => {
      await change(photo.id, { state: "waiting", reason: undefined });
      await this.show();
      await this.onwaiting(photo);
    });
    const remove = button(data.remove, () => this.#remove(photo));
    if (photo.state === "refused") return [again, remove];
    return photo.state === "waiting" ? [remove] : [];
  }

  async #remove(photo: Photo): Promise<void> {
    const now = (await photos()).find((one) => one.id === photo.id);
    if (!now || now.state === "sent") return this.show();
    // A photo whose answer was lost may be among the papers already: what is removed here is only this phone's copy.
    const ask = now.tried && now.state === "waiting" ? this.#box.dataset.removeTried : this.#box.dataset.removeAsk;
    if (!window.confirm(ask)) return;
    await forget((one) => one.id === photo.id && one.state !== "sent");
    await this.show();
    this.#say("removed");
    this.#focus();
  }

  #focus(): void {
    (this.#box.querySelector<HTMLElement>("input[type=file]") ?? this.#box.querySelector<HTMLElement>("[data-said]"))?.focus();
  }
}
