// What a proposal would do, before it is kept: shown in its dialog, anew while somebody types.

import { el, one, post, later, counted } from "./page.js";
import { told, example, changedText } from "./shown.js";

const MOST = 10;
const atOnce = one("term-look").dataset.text === "at-once";
let asked = () => null; // what the dialog would propose now: { rows, instead }, or null
let live = false;
let busy = false;
let again = false;
let round = 0;

// A dialog begins: `given` says what it would propose; `typing` tries it while somebody types.
export function begin(given, typing) {
  asked = given;
  live = typing;
  clear("");
  one("term-look-title").hidden = one("look-says").hidden = !typing;
  one("look-now").hidden = typing && atOnce;
}

function clear(says, wrong = false) {
  round += 1;
  one("look-says").textContent = says;
  one("look-says").className = wrong ? "wrong" : "soft";
  for (const id of ["look-lint", "look-examples", "look-text"]) one(id).replaceChildren();
}

async function work(withText) {
  if (busy) { again = true; return; }
  const given = asked();
  if (!given) { clear("Change something, and see here what it would do."); return; }
  busy = true;
  const mine = ++round;
  one("term-look-title").hidden = one("look-says").hidden = false;
  one("look-says").className = "soft";
  one("look-says").textContent = "It is tried; that takes some seconds.";
  try {
    const told = await post("preview", given);
    if (mine === round) shown(told);
    if (withText && mine === round && !again) {
      one("look-says").textContent = "Now the text is post-edited again to see.";
      const { impact, others } = await post("preview", { ...given, text: true });
      if (mine === round) shownText(impact, others);
    }
    if (mine === round) one("look-says").textContent = "Nothing is kept yet.";
  } catch (error) {
    if (mine === round) clear(error.message, true);
  }
  busy = false;
  if (again) { again = false; await work(withText); }
}

function shown(answer) {
  const gone = answer.gone.map((finding) => el("p", { class: "soft", dir: "auto" }, `No longer: ${finding.message}`));
  one("look-lint").replaceChildren(el("h4", {}, "The linter"), ...answer.new.map(told), ...gone,
    ...(answer.new.length || gone.length ? [] : [el("p", { class: "soft" }, "It has nothing to say.")]));
  const failed = answer.examples.filter((one) => one.text !== one.wanted);
  one("look-examples").replaceChildren(...(answer.examples.length ? [el("h4", {}, "Examples of this concept"),
    el("p", { class: failed.length ? "wrong" : "soft" }, failed.length ? `${failed.length} of ${counted(answer.examples.length, "example")} would come out wrong.` : `${counted(answer.examples.length, "example")}, all as they should be.`),
    ...failed.map(example)] : []));
  one("look-text").replaceChildren();
}

function shownText(impact, others) {
  const { says, list } = changedText(impact, MOST);
  one("look-text").replaceChildren(el("h4", {}, "The text under review"),
    el("p", {}, says, others ? ` With the ${counted(others, "proposal")} that you have already.` : ""), ...list);
}

const soon = later(() => { if (live && one("term-dialog").open) work(atOnce); }, 500);
one("term-form").addEventListener("input", () => { if (live) { clear(""); soon(); } });
one("look-now").addEventListener("click", () => work(true));
one("term-dialog").addEventListener("close", () => { live = false; clear(""); });
