// The glossary page: concepts found, one of them shown, sentences tried.

import { el, one, get, post, complain, later, counted, isTyping, turnable, turned } from "./page.js";
import { proposeFor, proposeTerm, showProposals } from "./terms.js";
import { told, result, example } from "./shown.js";

let shown = 0;
let step = 0;

async function browse(start = 0) {
  const data = await get(`/api/concepts?${new URLSearchParams({ q: one("search").value, start })}`);
  if (start === 0) { one("concepts").replaceChildren(); shown = 0; }
  for (const concept of data.concepts) {
    shown += 1;
    one("concepts").append(el("li", {}, el("a", { href: `#${encodeURIComponent(concept.id)}` },
      el("b", { dir: "auto" }, concept.source.slice(0, 3).join(", ") || concept.id), " ",
      el("span", { dir: "auto" }, concept.target.slice(0, 2).join(", ")),
      concept.proposed ? el("span", { class: "tag ask" }, "proposed") : null)));
  }
  one("found").textContent = data.found ? counted(data.found, "concept") : "Nothing found.";
  one("more").hidden = shown >= data.found;
  current();
}

function current() {
  for (const link of one("concepts").querySelectorAll("a")) {
    if (link.hash === location.hash && location.hash) link.setAttribute("aria-current", "true");
    else link.removeAttribute("aria-current");
  }
}

async function show() {
  current();
  const id = decodeURIComponent(location.hash.slice(1));
  if (!id) return;
  const box = one("concept");
  if (box.dataset.id !== id) box.replaceChildren(el("p", { class: "soft" }, "The glossary is looked through; the first time this takes some seconds."));
  box.setAttribute("aria-busy", "true");
  try {
    const concept = await get(`/api/concept?${new URLSearchParams({ id })}`);
    if (decodeURIComponent(location.hash.slice(1)) !== id) return;
    box.replaceChildren(...parts(concept));
    box.dataset.id = id;
  } catch (error) { box.replaceChildren(el("p", { class: "wrong" }, error.message)); }
  box.removeAttribute("aria-busy");
}

// What is proposed, and the concept as it stands with that.
async function refresh() {
  const data = await get("/api/segments?count=0");
  step = data.step;
  turnable(data);
  showProposals(data.proposals, refresh);
  await show();
}

async function turn(name) {
  try {
    turned(name, await post(name, { step }));
    await refresh();
    await browse();
  } catch (error) { complain(error); }
}

function parts(concept) {
  const propose = (term) => proposeFor(concept, term, refresh);
  const made = [el("h2", {}, el("bdi", { dir: "auto" }, concept.says || concept.id), " ", el("small", { class: "soft" }, concept.id)),
    el("p", {}, el("button", { type: "button", on: { click: () => propose(null) } }, "Propose a wording"))];
  for (const text of [concept.subject, concept.definition, concept.note]) if (text) made.push(el("p", { dir: "auto" }, text));
  for (const { language, terms } of concept.languages) {
    const body = el("tbody");
    for (const term of terms) {
      const found = concept.findings.filter((finding) => finding.term === term.text);
      body.append(el("tr", {},
        el("th", { scope: "row", dir: "auto" }, term.text),
        el("td", {}, el("span", { class: `tag status-${term.status}` }, term.status), term.approval === "proposed" ? el("span", { class: "tag ask" }, "proposed") : null),
        el("td", {}, [term.place, ...term.cues, term.note].filter(Boolean).join("; "), ...found.map(told)),
        el("td", {}, el("button", { type: "button", class: "quiet", "aria-label": `Change ${term.text}`, on: { click: () => propose({ ...term, language }) } }, "Change"))));
    }
    made.push(el("h3", {}, named(language)), el("div", { class: "scroll" }, el("table", {}, el("thead", {}, el("tr", {}, ...["Term", "Status", "Place in the sentence, conditions, notes"].map((name) => el("th", { scope: "col" }, name)), el("td"))), body)));
  }
  const texts = new Set(concept.languages.flatMap(({ terms }) => terms.map((term) => term.text)));
  const others = concept.findings.filter((finding) => !texts.has(finding.term));
  if (others.length) made.push(el("h3", {}, "Of the whole concept"), ...others.map(told));
  if (concept.examples.length) {
    made.push(el("h3", {}, "Examples, as they come out now"));
    made.push(...concept.examples.map(example));
  }
  return made;
}

function named(language) {
  try { return `${new Intl.DisplayNames("en", { type: "language" }).of(language.replace("_", "-"))} (${language})`; } catch { return language; }
}

one("try-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  try {
    const tried = await post("try", { source: one("try-source").value, mt: one("try-mt").value });
    one("tried").replaceChildren(...result({ ...tried, source: null }),
      ...(tried.reasons.length ? [el("ul", {}, ...tried.reasons.map((reason) => el("li", { dir: "auto" }, reason)))] : [el("p", { class: "soft" }, "Nothing is changed.")]));
  } catch (error) { complain(error); }
});
one("search").addEventListener("input", later(() => browse().catch(complain), 200));
one("more").addEventListener("click", () => browse(shown).catch(complain));
one("new-term").disabled = false; // a click before the script was there would be lost
one("new-term").addEventListener("click", () => proposeTerm(null, async (concept) => {
  if (concept) location.hash = encodeURIComponent(concept);
  await refresh();
  await browse();
}));
one("undo").addEventListener("click", () => turn("undo"));
one("redo").addEventListener("click", () => turn("redo"));
addEventListener("hashchange", show);
const keys = { "/": () => one("search").focus(), u: () => turn("undo"), U: () => turn("redo") };
document.addEventListener("keydown", (event) => {
  if (isTyping(event) || !keys[event.key]) return;
  event.preventDefault();
  keys[event.key]();
});
document.addEventListener("reload", () => refresh().catch(complain));
browse().then(refresh).catch(complain);
