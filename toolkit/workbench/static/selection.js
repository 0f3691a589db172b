// Selected words and their place in the text, in code points.

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
