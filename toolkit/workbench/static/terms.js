// Proposed terms: the dialog that makes one of the selected words, the list of them, and what they would change.

import { el, one, get, post, say, complain, counted, later } from "./page.js";
import { selection } from "./selection.js";
import { begin as tryOut } from "./pending.js";
import { changedText } from "./shown.js";

const main = one("main");
const RIGHT = ["preferred", "admitted"];
let known = new Map();
let instead = null; // the term that is to be changed
let after = () => {};

// A term of the selected words, or of none; `concepts` are those that it may belong to.
export function proposeTerm(segment, refresh) {
  const chosen = segment && selection(segment);
  const inSource = chosen?.side === "source";
  begin("Propose a term", segment?.concepts ?? [], refresh);
  one("term-text").value = chosen?.words ?? "";
  one("term-language").value = inSource ? main.dataset.sourceLanguage : main.dataset.targetLanguage;
  one("term-status").value = chosen?.side === "mt" ? "garble" : "preferred";
  open(!one("term-text").value ? "term-text" : inSource || chosen?.side === "mt" ? "term-right" : "term-source", segment === null);
}

// Another wording of a concept, or a change of one that it has.
export function proposeFor(concept, term, refresh) {
  begin(term ? "Change a wording" : "Propose a wording", [concept], refresh);
  one("term-concept").value = concept.id;
  if (term) {
    instead = term;
    one("term-text").value = one("term-old-words").textContent = term.text;
    one("term-language").value = term.language;
    one("term-status").value = term.status;
    one("term-place").value = term.place ?? "";
    one("term-note").value = term.note ?? "";
    one("term-more").open = true;
  }
  open("term-text", true);
}

function begin(title, concepts, refresh) {
  after = refresh;
  instead = null;
  one("term-form").reset();
  one("term-more").open = false;
  one("term-title").textContent = title;
  complainIn("term-form", null);
  known = new Map(concepts.map((concept) => [concept.id, concept.says]));
  suggest();
}

function open(field, typing) {
  fit();
  tryOut(given, typing);
  one("term-dialog").showModal();
  one(field).focus();
}

function suggest() {
  one("term-concepts").replaceChildren(...[...known].map(([id, says]) => el("option", { value: id }, says)));
}

function fit() {
  const name = one("term-concept").value.trim();
  const right = RIGHT.includes(one("term-status").value);
  const inSource = one("term-language").value === main.dataset.sourceLanguage;
  one("term-language").disabled = instead !== null;
  one("term-concept-part").hidden = instead !== null;
  one("term-new").hidden = instead !== null || known.has(name);
  one("term-source-part").hidden = inSource;
  one("term-right-part").hidden = !inSource && right;
  one("term-old-part").hidden = !instead || !RIGHT.includes(instead.status) || one("term-text").value.trim() === instead.text;
  one("term-concept-says").textContent = known.get(name) ?? (name ? "A new one by this name." : "");
}

// What the form would propose now; null while it says nothing new.
function given() {
  const concept = one("term-concept").value.trim();
  const said = { status: one("term-status").value, part_of_speech: one("term-place").value, note: one("term-note").value.trim() };
  const text = one("term-text").value.trim();
  if (!text) return null;
  if (instead) {
    const same = text === instead.text && said.status === instead.status && said.part_of_speech === (instead.place ?? "") && said.note === (instead.note ?? "");
    const old = one("term-old-part").hidden ? "" : one("term-old").value;
    return same ? null : { rows: [{ concept, language: instead.language, term: instead.text, nth: instead.nth, wording: text, old, ...said }], instead: true };
  }
  const filled = (id) => !one(id).closest("[hidden]") && one(id).value.trim();
  const rows = [];
  if (filled("term-source")) rows.push({ concept, term: one("term-source").value, language: main.dataset.sourceLanguage, status: "preferred" });
  if (filled("term-right")) rows.push({ concept, term: one("term-right").value, language: main.dataset.targetLanguage, status: "preferred" });
  rows.push({ concept, term: text, language: one("term-language").value, ...said });
  return { rows, instead: false };
}

const look = later(async () => {
  const text = one("term-concept").value.trim();
  if (!text) return;
  try {
    const found = await get(`/api/concepts?${new URLSearchParams({ q: text })}`);
    for (const concept of found.concepts.slice(0, 12)) known.set(concept.id, `${concept.source.slice(0, 3).join(", ")} \u2192 ${concept.target.slice(0, 3).join(", ")}`);
  } catch (error) { complain(error); }
  suggest();
  fit();
}, 200);

one("term-concept").addEventListener("input", () => { fit(); look(); });
one("term-text").addEventListener("input", fit);
for (const id of ["term-status", "term-language"]) one(id).addEventListener("change", fit);

one("term-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const wanted = given();
  if (!wanted) { complainIn("term-form", "Nothing is changed yet."); return; }
  try {
    const answer = await post("propose", wanted);
    one("term-dialog").close();
    say(`Proposed.${answer.warnings.length ? ` Look once: ${answer.warnings.join("; ")}` : ""}`);
    await after(answer.concept);
  } catch (error) { complainIn("term-form", error.message); }
});

function complainIn(id, text) {
  const box = one(id).querySelector(".wrong") ?? one(id);
  box.hidden = !text;
  box.textContent = text ?? "";
}

export function showProposals(proposals, refresh) {
  one("proposal-count").textContent = proposals.length;
  one("no-proposals").hidden = proposals.length > 0;
  one("impact").hidden = proposals.length === 0;
  one("proposal-list").replaceChildren(...proposals.map((row) => el("li", {},
    el("bdi", {}, row.term), el("span", { class: "soft" }, ` ${row.status} (${row.language}) `),
    el("button", { type: "button", class: "quiet", "aria-label": `Withdraw ${row.term}`, on: { click: async () => {
      try { await post("withdraw", row); await refresh(); } catch (error) { complain(error); }
    } } }, "Withdraw"))));
}

let seen = 0;
one("impact").addEventListener("click", async () => {
  const dialog = one("impact-dialog");
  one("impact-list").replaceChildren();
  one("impact-accept").hidden = true;
  one("impact-says").textContent = "The text is post-edited again to see. That takes as long as opening it did.";
  dialog.querySelector(".wrong").hidden = true;
  dialog.showModal();
  try {
    const answer = await post("impact", {});
    seen = answer.step;
    const { says, list } = changedText(answer);
    one("impact-says").textContent = says;
    one("impact-list").replaceChildren(...list);
    one("impact-accept").hidden = list.length === 0;
  } catch (error) { one("impact-says").textContent = error.message; }
});

one("impact-accept").addEventListener("click", async () => {
  try {
    const answer = await post("rerun", { step: seen });
    const fault = one("impact-dialog").querySelector(".wrong");
    fault.hidden = !answer.conflict;
    fault.textContent = answer.conflict ?? "";
    if (answer.conflict) return;
    one("impact-dialog").close();
    say(`${counted(answer.changed, "segment")} changed. Undo takes it back.`);
    document.dispatchEvent(new CustomEvent("reload"));
  } catch (error) { complain(error); }
});
