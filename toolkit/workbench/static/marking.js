// Selected words and their place in the text, in code points; the dialog that marks them as an error.

import { one } from "./page.js";

const WHERE = { source: "the source", mt: "the machine translation", edit: "the post-edit" };

// What is selected in a text of this segment: { side, words, span }, or null.
export function selection(segment) {
  const chosen = getSelection();
  if (!chosen || chosen.isCollapsed || !chosen.rangeCount) return null;
  const range = chosen.getRangeAt(0);
  const at = range.startContainer;
  const box = (at.nodeType === Node.TEXT_NODE ? at.parentElement : at).closest?.("[data-side]");
  if (!box || box.dataset.segment !== segment.id || !box.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(box);
  before.setEnd(range.startContainer, range.startOffset);
  let start = [...before.toString()].length;
  const words = [...range.toString()];
  let end = start + words.length;
  const blank = (sign) => /\s/u.test(sign);
  while (words.length && blank(words[0])) { words.shift(); start += 1; }
  while (words.length && blank(words.at(-1))) { words.pop(); end -= 1; }
  return words.length ? { side: box.dataset.side, words: words.join(""), span: [start, end] } : null;
}

let waiting = null;

export function markError(segment, act) {
  const chosen = selection(segment);
  if (chosen?.side === "reference") return;
  waiting = { segment, chosen, act };
  one("mark-where").textContent = WHERE[chosen?.side] ?? "the whole segment";
  one("mark-words").textContent = chosen?.words ?? "";
  one("mark-words").hidden = !chosen;
  one("mark-on").hidden = chosen !== null && chosen.side !== "source";
  if (chosen && chosen.side !== "source") one("mark-form").elements.on.value = chosen.side;
  one("mark-note").value = "";
  one("mark-dialog").showModal();
  one("mark-category").focus();
}

one("mark-form").addEventListener("submit", async (event) => {
  event.preventDefault();
  const { segment, chosen, act } = waiting;
  const form = one("mark-form").elements;
  const error = {
    severity: form.severity.value,
    category: one("mark-category").value,
    note: one("mark-note").value.trim() || null,
    spans: chosen && chosen.side !== "source" ? [chosen.span] : [],
    source_spans: chosen?.side === "source" ? [chosen.span] : [],
  };
  one("mark-dialog").close();
  await act(segment, { do: "mark", on: form.on.value, error });
});
