// The review page: the list, its filters, keys and focus, and keeping up with other windows.

import { el, one, get, post, say, complain, isTyping, later, counted, turnable, turned } from "./page.js";
import { card } from "./card.js";
import { markError } from "./marking.js";
import { proposeTerm, showProposals } from "./terms.js";
import { scored } from "./scores.js";

const PAGE = 40;
const POLL = 1500;
const view = { filter: "all", search: "", step: 0, segments: new Map(), found: 0 };
const list = one("list");
let loads = 0;
let pressed = Promise.resolve();
let stop = null; // where the keys are: { segment, change } by id; change null: the segment itself

async function load(start = 0) {
  const query = new URLSearchParams({ filter: view.filter, q: view.search, start, count: PAGE });
  const mine = ++loads;
  list.setAttribute("aria-busy", "true");
  const data = await get(`/api/segments?${query}`);
  if (mine !== loads) return; // another filter was chosen in the meantime
  list.removeAttribute("aria-busy");
  if (start === 0) {
    view.segments.clear();
    list.replaceChildren();
  }
  for (const segment of data.segments) {
    view.segments.set(segment.id, segment);
    list.append(card(segment, act, tools));
  }
  view.found = data.found;
  heading(data);
  one("more").hidden = view.segments.size >= data.found;
  one("found").textContent = data.found ? `${counted(data.found, "segment")}` : "No segment here.";
  if (start === 0) stop = null;
}

function heading(data) {
  if (data.step < view.step) return; // an answer that was overtaken
  view.step = data.step;
  const { decided, changes } = data.progress;
  one("progress-text").textContent = changes ? `${decided} of ${counted(changes, "change")} decided \u00b7 ${data.counts.done} of ${counted(data.counts.all, "segment")} done` : `No changes \u00b7 ${data.counts.done} of ${counted(data.counts.all, "segment")} done`;
  one("meter").max = Math.max(changes, 1);
  one("meter").value = changes ? decided : 0;
  for (const [name, count] of Object.entries(data.counts)) document.querySelector(`[data-count="${name}"]`).textContent = count;
  turnable(data);
  showProposals(data.proposals, refresh);
  scored(data.step, data.proposals);
}

// Counts and buttons anew, the list as it is: a decided segment must not jump away under the reader's eyes.
async function refresh() {
  const query = new URLSearchParams({ filter: view.filter, q: view.search, count: 0 });
  heading(await get(`/api/segments?${query}`));
}

function show(segments) {
  for (const segment of segments) {
    if (!view.segments.has(segment.id)) continue;
    view.segments.set(segment.id, segment);
    const old = one(`s-${segment.number}`);
    if (!old || old.querySelector("textarea")) continue; // somebody is writing here
    const hadFocus = old.contains(document.activeElement);
    const opened = old.querySelector("details.judging")?.open;
    const fresh = card(segment, act, tools);
    if (opened) fresh.querySelector("details.judging").open = true;
    old.replaceWith(fresh);
    if (stop?.segment === segment.id) mark(hadFocus);
  }
}

async function act(segment, action) {
  try {
    const now = view.segments.get(segment.id) ?? segment;
    const answer = await post("act", { segment: segment.id, version: now.version, action });
    view.step = Math.max(view.step, answer.step);
    one(`s-${segment.number}`)?.querySelector("form.writing")?.remove();
    show(answer.segments);
    if (answer.conflict) say(answer.conflict, "bad");
    refresh().catch(complain);
    return !answer.conflict;
  } catch (error) {
    complain(error);
    return false;
  }
}

async function turn(name) {
  try {
    const answer = await post(name, { step: view.step });
    view.step = answer.step;
    show(answer.segments);
    turned(name, answer);
    await refresh();
    const last = answer.segments.at(-1);
    if (last && view.segments.has(last.id)) go({ segment: last.id, change: stop?.segment === last.id ? stop.change : null });
  } catch (error) {
    complain(error);
  }
}

// Where the keys can stand: every change, and every segment without one.
function stops() {
  return [...view.segments.values()].flatMap((segment) =>
    segment.changes.length ? segment.changes.map((change) => ({ segment: segment.id, change: change.id })) : [{ segment: segment.id, change: null }]);
}

function place(where) {
  const box = one(`s-${view.segments.get(where.segment)?.number}`);
  if (!box || !where.change) return box;
  return [...box.querySelectorAll("[data-change]")].find((item) => item.dataset.change === where.change) ?? box;
}

function mark(focus) {
  for (const old of document.querySelectorAll(".current")) old.classList.remove("current");
  const item = stop && place(stop);
  if (!item) return;
  item.classList.add("current");
  item.closest("article").classList.add("current");
  if (focus) item.focus({ preventScroll: true });
}

function go(where) {
  stop = where;
  mark(true);
  place(stop)?.scrollIntoView({ block: "nearest" });
}

function move(by) {
  const all = stops();
  if (!all.length) return;
  const now = all.findIndex((one) => one.segment === stop?.segment && (one.change === stop.change || stop.change === null));
  go(all[now < 0 ? 0 : Math.min(Math.max(now + by, 0), all.length - 1)]);
}

function moveSegment(by) {
  const ids = [...view.segments.keys()];
  if (!ids.length) return;
  const now = ids.indexOf(stop?.segment);
  const next = view.segments.get(ids[now < 0 ? 0 : Math.min(Math.max(now + by, 0), ids.length - 1)]);
  go({ segment: next.id, change: next.changes[0]?.id ?? null });
  one(`s-${next.number}`).scrollIntoView({ block: "nearest" });
}

function current() {
  const segment = stop && view.segments.get(stop.segment);
  if (!segment) say("Move to a change first: j.");
  return segment ?? null;
}

async function decide(verdict) {
  const segment = current();
  if (!segment || !stop.change) return;
  if (segment.written) { say("You have written this segment yourself. Go back to the single changes first.", "bad"); return; }
  const change = segment.changes.find((one) => one.id === stop.change);
  if (change.verdict === verdict) move(1);
  else if (await act(segment, { do: verdict, edit: change.id })) move(1);
}

// A field in the place of a change's words, or of the whole text. Enter keeps, Esc leaves.
function field(box, text, label, keep) {
  box.querySelector("form.writing")?.remove();
  const area = el("textarea", { rows: 1, dir: "auto", "aria-label": label, spellcheck: true });
  area.value = text;
  const fit = () => { area.rows = 1; area.style.height = "auto"; area.style.height = `${area.scrollHeight + 2}px`; };
  const close = () => { form.remove(); mark(true); };
  const form = el("form", { class: "writing" }, el("label", {}, label, area),
    el("p", { class: "row" }, el("button", { class: "main" }, "Keep"), el("button", { type: "button", on: { click: close } }, "Leave as it was"), el("span", { class: "soft" }, "Enter keeps, Esc leaves")));
  const done = async () => { if (await keep(area.value)) form.remove(); };
  form.addEventListener("submit", (event) => { event.preventDefault(); done(); });
  area.addEventListener("input", fit);
  area.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key === "Enter" && !event.shiftKey) { event.preventDefault(); done(); }
    if (event.key === "Escape") close();
  });
  box.append(form);
  fit();
  area.focus();
  area.select();
}

const tools = {
  change(segment, id) {
    go({ segment: segment.id, change: id });
    const change = segment.changes.find((one) => one.id === id);
    field(place(stop), change.after, `Instead of \u201c${change.before}\u201d`, (after) => act(segment, { do: "accept", edit: id, after }));
  },
  write(segment) {
    go({ segment: segment.id, change: stop?.segment === segment.id ? stop.change : null });
    field(one(`s-${segment.number}`).querySelector(".line.edit"), segment.text, "The whole segment in your words", (text) => act(segment, { do: "write", text }));
  },
  mark: (segment) => markError(segment, act),
  term: (segment) => proposeTerm(segment, refresh),
};

const keys = {
  j: () => move(1),
  k: () => move(-1),
  n: () => moveSegment(1),
  p: () => moveSegment(-1),
  a: () => decide("accept"),
  r: () => decide("reject"),
  e: () => { const segment = current(); if (segment && stop.change && !segment.written) tools.change(segment, stop.change); },
  w: () => { const segment = current(); if (segment) tools.write(segment); },
  d: () => { const segment = current(); if (segment) act(segment, { do: segment.done ? "undone" : "done" }); },
  m: () => { const segment = selected() ?? current(); if (segment) tools.mark(segment); },
  t: () => { const segment = selected() ?? current(); if (segment) tools.term(segment); },
  u: () => turn("undo"),
  U: () => turn("redo"),
  "/": () => one("search").focus(),
  "?": () => one("help-dialog").showModal(),
};

function selected() {
  const at = getSelection()?.anchorNode;
  const box = (at?.nodeType === Node.TEXT_NODE ? at.parentElement : at)?.closest?.("[data-segment]");
  return box && !getSelection().isCollapsed ? view.segments.get(box.dataset.segment) : undefined;
}

document.addEventListener("keydown", (event) => {
  if (event.key === "Escape" && event.target === one("search")) one("search").blur();
  if (isTyping(event) || !keys[event.key] || (!one("keys-on").checked && event.key !== "?")) return;
  event.preventDefault();
  // One after the other: who presses `a` three times means three changes, however slow the answers are.
  pressed = pressed.then(() => keys[event.key]()).catch(complain);
});

list.addEventListener("click", (event) => {
  if (event.target.closest("button, a, input, textarea, summary, label") || !getSelection().isCollapsed) return;
  const box = event.target.closest("article");
  if (!box) return;
  const segment = [...view.segments.values()].find((one) => `s-${one.number}` === box.id);
  const change = event.target.closest("[data-change]")?.dataset.change ?? event.target.closest("[data-edit]")?.dataset.edit;
  go({ segment: segment.id, change: change ?? null });
});

for (const button of document.querySelectorAll("[data-filter]")) {
  button.addEventListener("click", () => {
    view.filter = button.dataset.filter;
    for (const other of document.querySelectorAll("[data-filter]")) other.setAttribute("aria-pressed", other === button);
    load().catch(complain);
  });
}
one("search").addEventListener("input", later((event) => {
  view.search = one("search").value;
  load().catch(complain);
}, 250));
one("more").addEventListener("click", () => load(view.segments.size).catch(complain));
one("undo").addEventListener("click", () => turn("undo"));
one("redo").addEventListener("click", () => turn("redo"));
one("help").addEventListener("click", () => one("help-dialog").showModal());

async function follow() {
  if (!document.hidden) {
    try {
      const since = view.step;
      const news = await get(`/api/news?since=${since}`);
      if (news.step !== since && view.step === since) {
        view.step = news.step;
        show(news.segments);
        await refresh();
      }
    } catch { /* the banner says so already */ }
  }
  setTimeout(follow, POLL);
}

load().then(follow, (error) => { complain(error); follow(); });
if (matchMedia("(max-width: 50rem)").matches) for (const box of document.querySelectorAll("aside details")) box.open = false;
document.addEventListener("reload", () => load().catch(complain));
