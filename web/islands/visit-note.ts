// A note of a site visit that is written where there is no network (modules/visits/offline.h). With a network the form is sent as it is;
// without one the note is kept in the outbox, which web/islands/offline.ts sends later. Photos go with their own form, with a network.
//
// Contract with the page (modules/visits/pages.cc): [data-visit-note="DOSSIER/VISIT"] around the form, with data-account and the texts
// data-kept and data-full; [data-note-said] is its status line.
import * as outbox from "./outbox";

const KIND = "visit.note";
const around = document.querySelector<HTMLElement>("[data-visit-note]");
const form = around?.querySelector("form");
const REMARK = "remarks.";

function body(fields: FormData): Record<string, unknown> {
  const text = (name: string): string => String(fields.get(name) ?? "");
  const remarks: Record<string, string> = {};
  for (const [name, value] of fields) if (name.startsWith(REMARK) && value) remarks[name.slice(REMARK.length)] = String(value);
  return { words: text("words"), tests: text("tests"), latitude: text("latitude"), longitude: text("longitude"), agreed: fields.has("agreed"), remarks };
}

// A visit may have several notes; the outbox keeps one act a subject: each note has one of its own.
async function keep(shown: HTMLFormElement, data: DOMStringMap): Promise<void> {
  const said = around?.querySelector<HTMLElement>("[data-note-said]");
  const tell = (words: string | undefined): void => { if (said) said.textContent = words ?? ""; };
  try {
    await outbox.keep(data.account ?? "", KIND, `${data.visitNote}/${crypto.randomUUID()}`, body(new FormData(shown)));
  } catch {
    return tell(data.full);
  }
  shown.reset();
  tell(data.kept);
  window.dispatchEvent(new Event("online")); // the outbox's line looks again: a moment's fault is over soon
}

if (form && around) {
  let asked = false;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    if (asked) return;
    asked = true; // a second click while the network is asked
    void outbox.session().then(async (now) => {
      if (now === "away") await keep(form, around.dataset);
      else form.submit();
      asked = false;
    });
  });
}
