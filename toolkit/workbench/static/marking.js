// The dialog that marks the selected words as an error.

import { one } from "./page.js";
import { selection } from "./selection.js";

const WHERE = { source: "the source", mt: "the machine translation", edit: "the post-edit" };

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
