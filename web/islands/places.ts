// A place that is being typed (data-places): what it means today is said meanwhile, and where it may be several, one is chosen. The form then has its
// code: a ward of today may bear the very name of the one that was split. Without this script the answer to the form asks (modules/registrations).

type Unit = { code: string; today: string };
type Answer = { answer: "none" | "choose" | "certain"; units: Unit[]; did_you_mean: string[] };
const kLeast = 4;      // letters: fewer are in too many names
const kPause = 300;    // milliseconds that a thumb takes between two letters
const kOffered = 6;

function begin(box: HTMLElement, field: HTMLInputElement): void {
  const told = document.createElement("p");
  told.className = "small";
  told.setAttribute("role", "status");
  const offered = document.createElement("div");
  offered.className = "row";
  const code = document.createElement("input");
  code.type = "hidden";
  box.append(told, offered, code);
  let asked = 0, timer = 0;

  const button = (words: string, chosen: () => void): HTMLButtonElement => {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button quiet";
    made.textContent = words;
    made.addEventListener("click", () => {
      chosen();
      field.focus();
    });
    return made;
  };
  const show = (words: string, choices: HTMLButtonElement[] = []): void => {
    told.textContent = words;
    offered.replaceChildren(...choices);
  };
  // "" = none. What the page itself offers is not chosen beside it.
  const choose = (unit: string): void => {
    code.value = unit;
    if (unit) code.name = "commune";
    else code.removeAttribute("name");
    if (unit) for (const one of field.form?.querySelectorAll<HTMLInputElement>('input[type="radio"][name="commune"]') ?? []) one.checked = false;
  };
  const ask = async (): Promise<void> => {
    const words = field.value.trim(), mine = ++asked;
    if (words.length < kLeast) return show("");
    try {
      const answer = await fetch(`${box.dataset.places}?address=${encodeURIComponent(words)}`, { headers: { accept: "application/json" } });
      if (!answer.ok) return;
      const found = (await answer.json()) as Answer;
      if (mine !== asked) return;   // more was typed meanwhile
      const is = (unit: Unit): void => show(`${box.dataset.is} ${unit.today}`);
      const [first] = found.units;
      if (found.answer === "certain" && first) is(first);
      else if (found.answer === "choose")
        show(box.dataset.choose ?? "", found.units.slice(0, kOffered).map((unit) => button(unit.today, () => {
          choose(unit.code);
          is(unit);
        })));
      else
        show(box.dataset.none ?? "", found.did_you_mean.slice(0, kOffered).map((meant) => button(meant, () => {
          field.value = meant;
          void ask();
        })));
    } catch {
      // no network: the answer to the form says it
    }
  };
  field.addEventListener("input", () => {
    choose("");   // of other words
    window.clearTimeout(timer);
    timer = window.setTimeout(() => void ask(), kPause);
  });
  field.form?.addEventListener("change", ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === "radio" && target.name === "commune") choose("");
  });
  if (field.value) void ask();
}

for (const box of document.querySelectorAll<HTMLElement>("[data-places]")) {
  const field = box.querySelector<HTMLInputElement>("input");
  if (field) begin(box, field);
}
