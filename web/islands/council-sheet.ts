// The council sheet: saved as it is filled, and keys 1–5 tick the option of that number in the criterion at hand.
import { Autosave } from "./autosave";

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLTextAreaElement || target instanceof HTMLSelectElement ||
  (target instanceof HTMLInputElement && !["radio", "checkbox", "submit", "button"].includes(target.type));

const radios = (criterion: Element): HTMLInputElement[] => Array.from(criterion.querySelectorAll<HTMLInputElement>("input[type=radio]"));

function start(form: HTMLFormElement): void {
  const criteria = Array.from(form.querySelectorAll("fieldset")).filter((criterion) => radios(criterion).length > 0);
  const isOpen = (criterion: HTMLFieldSetElement): boolean => !radios(criterion).some((radio) => radio.checked);

  // The criterion with the focus; else the first that has no answer.
  const atHand = (): HTMLFieldSetElement | undefined =>
    criteria.find((criterion) => criterion.contains(document.activeElement)) ?? criteria.find(isOpen);

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !/^[1-9]$/.test(event.key)) return;
    const criterion = atHand();
    const radio = criterion && radios(criterion)[Number(event.key) - 1];
    if (!criterion || !radio || radio.disabled) return;
    event.preventDefault();
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
    const next = criteria[criteria.indexOf(criterion) + 1];
    const target = next ? radios(next).find((one) => one.checked) ?? radios(next)[0] : undefined;
    (target ?? radio).focus({ preventScroll: true });
    (next ?? criterion).scrollIntoView({ block: "center", behavior: matchMedia("(prefers-reduced-motion: reduce)").matches ? "auto" : "smooth" });
  });
}

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-keys]")) {
  if (form.dataset.save) new Autosave(form).start();
  start(form);
}
