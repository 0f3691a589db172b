// One segment as it is shown: its texts, its changes with their reasons, what is still open, its errors and score.

import { el, marked, counted } from "./page.js";

const VERDICTS = { accept: "accepted", reject: "rejected" };
const SIDES = { mt: "machine translation", edit: "post-edit" };

// `act(segment, action)` sends an action; `tools` opens the dialogs.
export function card(segment, act, tools) {
  const box = el("article", { class: "segment", id: `s-${segment.number}`, tabindex: -1, "aria-label": `Segment ${segment.id}` });
  if (segment.done) box.classList.add("is-done");
  box.append(head(segment, act), texts(segment, act, tools));
  if (segment.changes.length) box.append(changes(segment, act, tools));
  if (segment.open.length) box.append(open(segment));
  box.append(foot(segment, act, tools), judging(segment, act, tools));
  return box;
}

function head(segment, act) {
  const tags = [];
  const asks = segment.flags.includes("decide") ? segment.changes.filter((c) => c.outcome === "review" && !c.verdict).length : 0;
  if (asks) tags.push(el("span", { class: "tag ask" }, `${asks} to decide`));
  if (segment.written) tags.push(el("span", { class: "tag" }, "written by you"));
  const done = el("input", { type: "checkbox", on: { change: (e) => act(segment, { do: e.target.checked ? "done" : "undone" }) } });
  done.checked = segment.done;
  const again = segment.reread.filter((reason) => !/^\d+ changes? to decide$/.test(reason));
  return el("header", {},
    el("h2", {}, el("bdi", {}, segment.id)), ...tags,
    el("label", { class: "done" }, done, " Done"),
    again.length ? el("p", { class: "reread" }, el("b", {}, "Re-read: "), again.join("; ")) : null,
    segment.signs.length ? el("p", { class: "reread" }, `Invisible signs, shown as boxes: ${segment.signs.join(", ")}`) : null);
}

function texts(segment, act, tools) {
  const rows = el("div", { class: "texts" });
  const row = (label, runs, side) => {
    if (runs === null) return;
    const shown = marked(runs, { "data-side": side, "data-segment": segment.id });
    rows.append(el("div", { class: `line ${side}` }, el("h3", {}, label), shown));
  };
  row("Source", segment.source, "source");
  row("Machine", segment.mt, "mt");
  row("Post-edit", segment.edit, "edit");
  row("Reference", segment.reference, "reference");
  return rows;
}

function changes(segment, act, tools) {
  const list = el("ol", { class: "changes", "aria-label": "Changes" });
  for (const change of segment.changes) {
    const item = el("li", { tabindex: -1, "data-change": change.id, class: `change ${state(change)}` });
    const swap = el("p", { class: "swap" },
      el("del", { dir: "auto" }, change.before || "(nothing)"), " \u2192 ", el("ins", { dir: "auto" }, change.after || "(nothing)"),
      " ", el("span", { class: "tag" }, said(change)));
    const why = [change.reason];
    if (change.refusal && !change.reason.includes(change.refusal)) why.push(change.refusal);
    const facts = [change.kind, change.sure === "sure" ? null : change.sure, change.evidence ? `for ${change.evidence}` : null];
    item.append(swap,
      el("p", { class: "why", dir: "auto" }, why.join("; ")),
      el("p", { class: "soft facts" }, facts.filter(Boolean).join(" \u00b7 "), change.concept ? " \u00b7 " : "",
        change.concept ? el("a", { href: `/glossary#${encodeURIComponent(change.concept)}` }, change.concept) : ""));
    for (const other of change.with) {
      item.append(el("p", { class: "soft" }, "goes with it: ", el("del", { dir: "auto" }, other.before || "(nothing)"), " \u2192 ", el("ins", { dir: "auto" }, other.after || "(nothing)")));
    }
    if (!segment.written) item.append(buttons(segment, change, act, tools));
    list.append(item);
  }
  return list;
}

function state(change) {
  if (change.verdict) return VERDICTS[change.verdict];
  return change.outcome === "review" ? "asks" : change.outcome;
}

function said(change) {
  if (change.verdict === "accept" && change.after !== change.proposed) return "your words";
  if (change.verdict) return VERDICTS[change.verdict];
  return { applied: "made", review: "to decide", refused: "not made" }[change.outcome];
}

function buttons(segment, change, act, tools) {
  const row = el("p", { class: "row" });
  const add = (label, key, work, pressed) => {
    row.append(el("button", { type: "button", "aria-pressed": pressed === undefined ? null : pressed, on: { click: work } },
      label, key ? " " : "", key ? el("kbd", {}, key) : ""));
  };
  const decide = (verdict, after) => act(segment, { do: change.verdict === verdict && after === undefined ? "open" : verdict, edit: change.id, after });
  add("Accept", "a", () => decide("accept"), change.verdict === "accept");
  add("Reject", "r", () => decide("reject"), change.verdict === "reject");
  add("Reword", "e", () => tools.change(segment, change.id));
  for (const other of [...new Set([change.proposed, ...change.alternatives])]) {
    if (other !== change.after) add(`\u201c${other || "nothing"}\u201d instead`, "", () => decide("accept", other));
  }
  return row;
}

function open(segment) {
  const list = el("ul", { class: "open", "aria-label": "Still open" });
  for (const finding of segment.open) {
    const wanted = finding.expected.length ? `. Wanted: ${finding.expected.join(", or ")}` : "";
    const message = wanted ? finding.message.replace(/\.$/, "") : finding.message;
    list.append(el("li", { dir: "auto" }, el("b", {}, `${finding.kind}: `), finding.placed && finding.found ? `\u201c${finding.found}\u201d: ` : "", message, wanted));
  }
  return el("div", { class: "findings" }, el("h3", {}, "Still open"), list);
}

function foot(segment, act, tools) {
  const row = el("p", { class: "row foot" });
  const add = (label, key, work) => row.append(el("button", { type: "button", on: { click: work } }, label, " ", el("kbd", {}, key)));
  add("Write it yourself", "w", () => tools.write(segment));
  if (segment.written) row.append(el("button", { type: "button", on: { click: () => act(segment, { do: "unwrite" }) } }, "Back to the single changes"));
  add("Mark error", "m", () => tools.mark(segment));
  add("Propose term", "t", () => tools.term(segment));
  return row;
}

function judging(segment, act) {
  const box = el("details", { class: "judging", "data-judging": segment.id });
  const marks = segment.judged.mt.errors.length + segment.judged.edit.errors.length;
  const scored = ["edit", "mt"].some((on) => segment.judged[on].score !== null || segment.judged[on].rated);
  box.append(el("summary", {}, marks ? counted(marks, "error") + " marked" : "Errors and score"));
  if (marks || scored) box.open = true;
  for (const on of ["edit", "mt"]) {
    const judged = segment.judged[on];
    const part = el("section", { "aria-label": `Judgement of the ${SIDES[on]}` }, el("h3", {}, on === "edit" ? "Post-edit" : "Machine translation"));
    const list = el("ul");
    judged.errors.forEach((error, place) => {
      const words = error.words.length ? `\u201c${error.words.join(" \u2026 ")}\u201d` : error.in_source ? "(marked in the source)" : "(whole segment, or its words were changed since)";
      list.append(el("li", { dir: "auto" }, el("span", { class: `tag error-${error.severity}` }, error.severity), ` ${words} `,
        [error.category, error.note].filter(Boolean).join(": "), " ",
        el("button", { type: "button", on: { click: () => act(segment, { do: "unmark", on, place }) }, "aria-label": `Take away the mark on ${words}` }, "Take away")));
    });
    if (judged.errors.length) part.append(list);
    const rated = el("input", { type: "checkbox", on: { change: (e) => act(segment, { do: "rated", on, value: e.target.checked }) } });
    rated.checked = judged.rated;
    part.append(el("p", {}, el("label", {}, rated, " read for errors; all of them are marked")));
    part.append(slider(segment, on, judged.score, act));
    box.append(part);
  }
  return box;
}

function slider(segment, on, score, act) {
  const name = `score-${on}-${segment.number}`;
  const shown = el("output", { for: name }, score === null ? "none" : String(score));
  const range = el("input", { type: "range", id: name, min: 0, max: 100, step: 1, value: score ?? 50, on: {
    input: (e) => { shown.textContent = e.target.value; },
    change: (e) => act(segment, { do: "score", on, value: Number(e.target.value) }),
  } });
  if (score === null) range.classList.add("unset");
  const row = el("p", { class: "score" }, el("label", { for: name }, "Score, 0 to 100"), range, shown);
  if (score !== null) row.append(el("button", { type: "button", on: { click: () => act(segment, { do: "score", on, value: null }) } }, "No score"));
  return row;
}
