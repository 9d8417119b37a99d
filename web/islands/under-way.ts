// What a job does (data-under-way: where its progress is asked), told while it goes on; at its end the page is loaded again. Without this
// script a link loads it.

type Answer = { under_way: string | null; progress?: { done: number; total: number; said: string; said_vi: string } };
const kEvery = 2_000;   // milliseconds: nobody looks more often

function follow(box: HTMLElement): void {
  const said = box.querySelector<HTMLElement>('[role="status"]'), bar = box.querySelector("progress");
  const look = async (): Promise<void> => {
    try {
      const answer = await fetch(box.dataset.underWay ?? "", { headers: { accept: "application/json" }, cache: "no-store" });
      if (answer.ok) {
        const found = (await answer.json()) as Answer;
        if (!found.under_way) return location.reload();
        if (found.progress && said && bar) {
          const words = document.documentElement.lang === "en" ? found.progress.said : found.progress.said_vi;
          if (said.textContent !== words) said.textContent = words;
          if (found.progress.total > 0) {
            bar.max = found.progress.total;
            bar.value = found.progress.done;
          } else bar.removeAttribute("value");
        }
      }
    } catch {   // the server is away for a moment: it is asked again
    }
    window.setTimeout(() => void look(), kEvery);
  };
  window.setTimeout(() => void look(), kEvery);
}

for (const box of document.querySelectorAll<HTMLElement>("[data-under-way]")) follow(box);
