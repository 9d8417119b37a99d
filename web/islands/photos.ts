// Photos of evidence that were taken where there may be no network: made small, kept in the outbox's database, sent as papers of the
// producer. A photo's id is the Idempotency-Key of its paper: an answer that was lost does nothing twice.
import * as outbox from "./outbox";

export interface Photo {
  readonly id: string;
  readonly account: string; // who took it; nobody else sends it or sees it
  readonly producer: string;
  readonly subject: string; // the answer it is evidence of: "<dossier>/<criterion>"
  readonly page: string;
  readonly title: string; // of the paper
  readonly made: string;
  readonly thumbnail: string; // data: URL, as the pages' policy for pictures allows
  readonly state: "waiting" | "sent" | "refused";
  readonly content?: Blob; // until it is sent
  readonly tried?: boolean; // its sending was begun once: the server may have it
  readonly reason?: string; // of a refusal, as the server says it
  readonly paper?: string; // the id the server gave
}

export const LONGEST_PX = 1_600; // the longer side: a certificate on A4 is still read at 135 dots an inch
const THUMBNAIL_PX = 192;
const QUALITY = 0.85;
// A day in the sheds is some twenty photos of 0.3–0.8 MB. What a browser may throw away when the phone gets full should stay small, and what
// waits goes through a village's network one day.
export const MOST_PHOTOS = 40;
const MOST_BYTES = 40 * 1024 * 1024;
const SEND_MS = 180_000; // 0.8 MB at the 50 kbit/s of a hill

function drawn(picture: ImageBitmap, longest: number): HTMLCanvasElement {
  const scale = Math.min(1, longest / Math.max(picture.width, picture.height));
  const canvas = document.createElement("canvas");
  canvas.width = Math.max(1, Math.round(picture.width * scale));
  canvas.height = Math.max(1, Math.round(picture.height * scale));
  const context = canvas.getContext("2d");
  if (!context) throw new Error("no canvas");
  context.fillStyle = "white"; // what is transparent is not black on paper
  context.fillRect(0, 0, canvas.width, canvas.height);
  context.imageSmoothingQuality = "high";
  context.drawImage(picture, 0, 0, canvas.width, canvas.height);
  return canvas;
}

// The picture drawn again: upright, at most LONGEST_PX, without the place and the phone that the camera wrote into it. Undefined: no picture.
export async function shrink(file: Blob): Promise<{ content: Blob; thumbnail: string } | undefined> {
  let picture: ImageBitmap | undefined;
  try {
    picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const canvas = drawn(picture, LONGEST_PX);
    const content = await new Promise<Blob | null>((resolve) => canvas.toBlob(resolve, "image/jpeg", QUALITY));
    return content ? { content, thumbnail: drawn(picture, THUMBNAIL_PX).toDataURL("image/jpeg", QUALITY) } : undefined;
  } catch {
    return undefined;
  } finally {
    picture?.close();
  }
}

export async function photos(): Promise<Photo[]> {
  const all = (await outbox.within("readonly", (t) => t.objectStore(outbox.PHOTOS).getAll() as IDBRequest<Photo[]>)) ?? [];
  return all.sort((a, b) => (a.made < b.made ? -1 : 1));
}

// "most": the bounds above, over everybody's photos in this browser; "full": the browser has no room, or gives none.
export async function keep(photo: Photo): Promise<"kept" | "most" | "full"> {
  const there = (await photos()).filter((one) => one.content);
  const bytes = [...there, photo].reduce((sum, one) => sum + (one.content?.size ?? 0), 0);
  if (there.length >= MOST_PHOTOS || bytes > MOST_BYTES) return "most";
  try {
    await outbox.within("readwrite", (t) => { t.objectStore(outbox.PHOTOS).add(photo); });
  } catch {
    return "full";
  }
  void navigator.storage?.persist?.().catch(() => false); // asks the browser not to throw it away when the phone gets full
  return "kept";
}

// Only what is still there is changed: a photo that was removed meanwhile stays removed.
export async function change(id: string, to: Partial<Photo>): Promise<void> {
  await outbox.within("readwrite", (t) => {
    const store = t.objectStore(outbox.PHOTOS);
    const found = store.get(id) as IDBRequest<Photo | undefined>;
    found.onsuccess = () => { if (found.result) store.put({ ...found.result, ...to }); };
  });
}

export async function forget(matches: (photo: Photo) => boolean): Promise<void> {
  const gone = (await photos()).filter(matches);
  if (gone.length) await outbox.within("readwrite", (t) => { for (const photo of gone) t.objectStore(outbox.PHOTOS).delete(photo.id); });
}

interface Problem { title?: string; advice?: string; problems?: { message: string }[] }

// What the server says to one photo; undefined: not now (it is busy, or ill), the photo waits. Throws when there is no network, or when the
// person at this phone has changed meanwhile.
async function post(photo: Photo, who: outbox.Session, language: string): Promise<Partial<Photo> | undefined> {
  const form = new FormData();
  form.set("kind", "other");
  form.set("title", photo.title);
  form.set("file", photo.content ?? new Blob(), `anh-${photo.made.slice(0, 10)}.jpg`);
  const answer = await fetch(`/api/v1/producers/${photo.producer}/papers`, {
    method: "POST",
    headers: { accept: "application/json", "accept-language": language, "x-csrf-token": who.csrf_token, "idempotency-key": photo.id },
    body: form,
    credentials: "same-origin",
    signal: AbortSignal.timeout(SEND_MS),
  });
  if (answer.ok) return { state: "sent", paper: ((await answer.json()) as { id: string }).id, content: undefined, reason: undefined };
  if (answer.status === 401 || answer.status === 403) {
    const now = await outbox.session();
    if (typeof now === "string" || now.account !== who.account) throw new Error("somebody else");
  }
  if ([408, 425, 429].includes(answer.status) || answer.status >= 500) return undefined;
  const problem = (await answer.json().catch(() => ({}))) as Problem;
  const reason = problem.problems?.map((one) => one.message).join(" ") || [problem.title, problem.advice].filter(Boolean).join(". ");
  return { state: "refused", reason: reason || String(answer.status) };
}

// Sends this account's photos in the order they were taken. One that is refused, or cannot be taken now, holds back nobody behind it.
export async function send(who: outbox.Session, language: string, tell: () => Promise<void>): Promise<void> {
  for (const photo of (await photos()).filter((one) => one.account === who.account && one.state === "waiting")) {
    await change(photo.id, { tried: true });
    const answer = await post(photo, who, language);
    if (answer) await change(photo.id, answer);
    await tell();
  }
}
