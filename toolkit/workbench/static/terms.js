// Proposed terms: the dialog that makes one of the selected words, the list of them, and what they would change.

import { el, one, get, post, say, complain, marked, counted, later } from "./page.js";
import { selection } from "./selection.js";

const main = one("main");
let known = new Map();
let instead = null; // the term that another status is proposed for
let after = () => {};

// A term of the selected words; `concepts` are those that it may belong to.
export function proposeTerm(segment, refresh) {
  const chosen = selection(segment);
  const inSource = chosen?.side === "source";
  begin("Propose a term", segment.concepts, refresh);
  one("term-text").value = chosen?.words ?? "";
  one("term-language").value = inSource ? main.dataset.sourceLanguage : main.dataset.targetLanguage;
  one("term-status").value = chosen?.side === "mt" ? "garble" : "preferred";
  fit();
  one("term-dialog").showModal();
  one(!one("term-text").value ? "term-text" : inSource || chosen?.side === "mt" ? "term-right" : "term-source").focus();
}

// Another wording of a concept, or another status of one that it has.
export function proposeFor(concept, term, refresh) {
  begin(term ? "Propose another status" : "Propose a wording", [concept], refresh);
  one("term-concept").value = concept.id;
  if (term) {
    instead = term;
    one("term-text").value = term.text;
    one("term-language").value = term.language;
    one("term-status").value = [...one("term-status").options].some((option) => option.value === term.status) ? term.status : "forbidden";
    one("term-place").value = term.place ?? "";
    one("term-note").value = term.note ?? "";
  }
  fit();
  one("term-dialog").showModal();
  one(term ? "term-status" : "term-text").focus();
}

function begin(title, concepts, refresh) {
  after = refresh;
  instead = null;
  one("term-form").reset();
  one("term-title").textContent = title;
  complainIn("term-form", null);
  known = new Map(concepts.map((concept) => [concept.id, concept.says]));
  suggest();
}

function suggest() {
  one("term-concepts").replaceChildren(...[...known].map(([id, says]) => el("option", { value: id }, says)));
}

function fit() {
  const name = one("term-concept").value.trim();
  const right = ["preferred", "admitted"].includes(one("term-status").value);
  const inSource = one("term-language").value === main.dataset.sourceLanguage;
  one("term-text").readOnly = one("term-language").disabled = instead !== null;
  one("term-concept-part").hidden = instead !== null;
  one("term-new").hidden = instead !== null || known.has(name);
  one("term-source-part").hidden = inSource;
  one("term-right-part").hidden = !inSource && right;
  one("term-concept-says").textContent = known.get(name) ?? (name ? "A new one by this name." : "");
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
for (const id of ["term-status", "term-language"]) one(id).addEventListener("change", fit);

one("term-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const concept = one("term-concept").value.trim();
  const row = (term, language, more = {}) => ({ concept, term, language, ...more });
  const rows = [];
  const filled = (id) => !one(id).closest("[hidden]") && one(id).value.trim();
  if (filled("term-source")) rows.push(row(one("term-source").value, main.dataset.sourceLanguage, { status: "preferred" }));
  if (filled("term-right")) rows.push(row(one("term-right").value, main.dataset.targetLanguage, { status: "preferred" }));
  rows.push(row(one("term-text").value, one("term-language").value, { status: one("term-status").value, part_of_speech: one("term-place").value, note: one("term-note").value }));
  try {
    const answer = await post("propose", { rows, instead: instead !== null });
    one("term-dialog").close();
    say(`Proposed.${answer.warnings.length ? ` Look once: ${answer.warnings.join("; ")}` : ""}`);
    await after();
  } catch (error) { complainIn("term-form", error.message); }
});

function complainIn(id, text) {
  const box = one(id).querySelector(".wrong") ?? one(id);
  box.hidden = !text;
  box.textContent = text ?? "";
}

export function showProposals(proposals, refresh) {
  after = refresh;
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
    const count = answer.changed.length;
    one("impact-says").textContent = count ? `${counted(count, "segment")} of ${answer.of} would change. Segments that you wrote yourself stay as they are.` : "Nothing in this text would change.";
    one("impact-list").replaceChildren(...answer.changed.map((row) => el("article", {}, el("h3", {}, el("bdi", {}, row.id), row.asks ? ` \u00b7 ${row.asks} more to decide` : ""),
      row.same_text ? el("p", { class: "soft" }, "The text stays; its suggestions change.") : null, row.same_text ? null : el("p", { class: "soft" }, "As it is now"), row.same_text ? null : marked(row.before),
      row.same_text ? null : el("p", { class: "soft" }, "With the proposals"), marked(row.after))));
    one("impact-accept").hidden = count === 0;
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
