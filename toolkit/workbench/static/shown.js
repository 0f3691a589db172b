// What a glossary does to a text, as elements: findings of the linter, examples, segments that would change.

import { el, marked, counted } from "./page.js";

export function told(finding) {
  return el("p", { class: `finding ${finding.severity}`, dir: "auto" }, el("b", {}, `${finding.severity}: `), finding.message);
}

export function result(tried) {
  return [tried.source ? el("div", { class: "text soft", dir: "auto" }, tried.source) : null, marked(tried.before), marked(tried.after)].filter(Boolean);
}

export function example(one) {
  const right = one.text === one.wanted;
  return el("div", { class: `example ${right ? "" : "fails"}` }, ...result(one),
    el("p", { class: "soft" }, right ? "as it should be" : `it should be: ${one.wanted}`, one.note ? `; ${one.note}` : ""));
}

export function changedText(answer, most = Infinity) {
  const count = answer.changed.length;
  const says = count ? `${counted(count, "segment")} of ${answer.of} would change. Segments that you wrote yourself stay as they are.` : "Nothing in this text would change.";
  const list = answer.changed.slice(0, most).map((row) => el("article", {}, el("h3", {}, el("bdi", {}, row.id), row.asks ? ` \u00b7 ${row.asks} more to decide` : ""),
    row.same_text ? el("p", { class: "soft" }, "The text stays; its suggestions change.") : null, row.same_text ? null : el("p", { class: "soft" }, "As it is now"), row.same_text ? null : marked(row.before),
    row.same_text ? null : el("p", { class: "soft" }, "With the proposals"), marked(row.after)));
  if (count > most) list.push(el("p", { class: "soft" }, `And ${counted(count - most, "segment")} more.`));
  return { says, list };
}
