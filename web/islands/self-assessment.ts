// The self-assessment: each tick is saved and the rail beside shows points, star and floors at once.
import { Autosave } from "./autosave";

for (const form of document.querySelectorAll<HTMLFormElement>("form[data-self-assessment]")) new Autosave(form).start();
