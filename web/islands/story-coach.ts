// Marks beside a text which things it tells, while it is written. Without this script the page has marked what was saved.
//
// Contract with the page (modules/sites/coach.cc):
//   <ul data-coach="NAME">            of the form's field with that name; data-there and data-missing hold the two words
//   <li data-any="ban|lang">          folded phrases of which one says it
//   <li data-least data-most>         how many words there may be
//   [data-state] in an item           the word

const SETTLE_MS = 300; // a mark that flickers with each letter is not read

// As kernel/base/text.h folds: small letters without marks, digits, all else one blank.
function fold(text: string): string {
  return text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase().replace(/đ/g, "d").replace(/[^\p{L}\p{N}]+/gu, " ").trim();
}

function tells(item: HTMLElement, folded: string): boolean {
  if (item.dataset.least) {
    const words = folded === "" ? 0 : folded.split(" ").length;
    return words >= Number(item.dataset.least) && words <= Number(item.dataset.most);
  }
  return (item.dataset.any ?? "").split("|").some((phrase) => phrase !== "" && ` ${folded} `.includes(` ${phrase} `));
}

function coach(list: HTMLElement): void {
  const field = document.querySelector<HTMLTextAreaElement>(`textarea[name="${list.dataset.coach}"]`);
  if (!field) return;
  const mark = (): void => {
    const folded = fold(field.value);
    for (const item of list.querySelectorAll<HTMLElement>("li")) {
      const state = item.querySelector<HTMLElement>("[data-state]");
      const word = (tells(item, folded) ? list.dataset.there : list.dataset.missing) ?? "";
      if (state && state.textContent !== word) state.textContent = word;
    }
  };
  let timer: number | undefined;
  field.addEventListener("input", () => {
    window.clearTimeout(timer);
    timer = window.setTimeout(mark, SETTLE_MS);
  });
  mark();
}

for (const list of document.querySelectorAll<HTMLElement>("[data-coach]")) coach(list);
