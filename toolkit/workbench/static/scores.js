// How the text scores: asked for after every decision, or by a button where the text is long.

import { el, one, get, complain, later } from "./page.js";

const atOnce = one("main").dataset.scores === "at-once";
let last = "";

async function work() {
  one("scores").setAttribute("aria-busy", "true");
  if (one("score-table").hidden) one("score-note").textContent = "Being worked out; the first time takes a while.";
  try {
    const found = await get("/api/scores");
    one("score-table").querySelector("tbody").replaceChildren(...found.rows.map(row));
    one("score-table").hidden = found.rows.length === 0;
    one("score-note").textContent = found.reference ? "Scores compare wording; they do not check meaning." :
      found.rows.length ? "Terms alone: for more, begin with a reference." : "";
  } catch (error) { complain(error); }
  one("scores").removeAttribute("aria-busy");
  one("score-now").hidden = atOnce;
}

function row(score) {
  const [before, now] = [score.before_value, score.now_value];
  const better = before === now || before === null || now === null ? "" : (now > before) === score.higher ? "better" : "worse";
  return el("tr", {}, el("th", { scope: "row" }, score.name, score.higher ? null : el("small", { class: "soft" }, " lower is better")),
    el("td", { class: "n" }, score.before), el("td", { class: `n ${better}` }, score.now, better ? el("span", { class: "unseen" }, ` ${better}`) : null));
}

const soon = later(work, 300);

// Something may have changed; what was scored already is not scored again.
export function scored(step, proposals) {
  const now = JSON.stringify([step, proposals]);
  if (now === last) return;
  last = now;
  if (atOnce) soon();
  else one("score-now").hidden = false;
}

one("score-now").addEventListener("click", work);
