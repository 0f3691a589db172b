// The lines of a post-edited text: found and filtered. What the page itself shows stays until something is asked.
(() => {
  const list = byId("line-list");
  if (!list) return;
  const {make, isolated, paragraph, plain} = drawn;
  const data = readOnce("data");
  const [ID, SOURCE, REFERENCES, VERSIONS, FLAGS, RE_READ, WRONG, CHANGES] = [0, 1, 2, 3, 4, 5, 6, 7];
  const [BEFORE, NOW, AGAINST] = [1, 2, 3]; // and 0: alone
  const REVIEW = 1;
  const find = byId("find");
  const boxes = [...byId("filter").querySelectorAll("input[type=checkbox]")];

  const swap = (before, after) => {
    const made = make("span", undefined, "swap");
    made.dir = "auto";
    if (before) made.append(make("del", before));
    if (before && after) made.append(" ");
    if (after) made.append(make("ins", after));
    return made;
  };
  const nodes = (row, n) => {
    const [, text, kind] = row[VERSIONS][n];
    if (kind === BEFORE) return drawn.side(text, row[VERSIONS][n + 1][1], "del");
    if (kind === NOW) return drawn.side(text, row[VERSIONS][n - 1][1], "ins");
    if (kind === AGAINST) return drawn.merged(row[REFERENCES][0], text, (start, end) => plain(text.slice(start, end)));
    return plain(text);
  };
  const note = (label, parts) => {
    const line = make("li");
    line.append(make("b", `${label}:`), " ", ...parts);
    return line;
  };
  const notes = (row) => {
    const made = make("ul", undefined, "notes");
    for (const [before, after, outcome, why] of row[CHANGES]) {
      if (outcome === REVIEW) made.append(note("To decide", [swap(before, after), " ", isolated(data().words[why])]));
    }
    for (const reason of row[RE_READ]) made.append(note("Re-read", [isolated(data().words[reason])]));
    for (const finding of row[WRONG]) made.append(note("Still wrong", [isolated(data().words[finding])]));
    return made;
  };
  const reasons = (made) => {
    const box = make("details", undefined, "reasons");
    const told = make("ul");
    box.append(make("summary", made.length === 1 ? "1 change, and why" : `${made.length} changes, and why`), told);
    for (const [before, after, , why] of made) {
      const line = make("li");
      line.append(swap(before, after), " ", isolated(data().words[why]));
      told.append(line);
    }
    return box;
  };
  const show = ({row, number}) => {
    const item = drawn.row("line", `l${number + 1}`, row[ID]);
    const named = make("p", undefined, "number");
    named.append(isolated(row[ID]));
    if (row[RE_READ].length) named.append(" ", make("span", "re-read", "tag ask"));
    item.append(named);
    if (row[SOURCE] !== null || row[REFERENCES].length) {
      const given = make("div", undefined, "given");
      if (row[SOURCE] !== null) given.append(make("h3", "Source"), paragraph(plain(row[SOURCE]), row[SOURCE]));
      row[REFERENCES].forEach((reference, n) => {
        given.append(make("h3", row[REFERENCES].length > 1 ? `Reference ${n + 1}` : "Reference"));
        given.append(paragraph(plain(reference), reference, "reference"));
      });
      item.append(given);
    }
    const versions = make("div", undefined, "versions");
    row[VERSIONS].forEach(([label, text], n) => {
      const version = make("div", undefined, "version");
      const head = make("h3");
      head.append(isolated(data().labels[label]));
      version.append(head, paragraph(nodes(row, n), text));
      versions.append(version);
    });
    const made = row[CHANGES].filter((change) => change[2] !== REVIEW);
    if (made.length) versions.append(reasons(made));
    item.append(versions);
    const told = notes(row);
    if (told.childElementCount) item.append(told);
    return item;
  };

  let known;
  const all = () => known ??= data().rows.map((row, number) => ({row, number, words: null}));
  const words = (one) => one.words ??= [one.row[ID], one.row[SOURCE] ?? "", ...one.row[REFERENCES],
    ...one.row[VERSIONS].map((version) => version[1])].join("\n").toLowerCase();
  const chosen = () => {
    const wanted = find.value.trim().toLowerCase();
    const flags = boxes.reduce((sum, box) => sum | (box.checked ? Number(box.value) : 0), 0);
    return all().filter((one) => (one.row[FLAGS] & flags) === flags && (!wanted || words(one).includes(wanted)));
  };
  const clear = () => {
    find.value = "";
    for (const box of boxes) box.checked = false;
  };
  const told = (count) => count === all().length ? `${count.toLocaleString("en")} lines` :
    `${count.toLocaleString("en")} of ${all().length.toLocaleString("en")} lines`;
  const form = byId("filter");
  const pages = paged({list, form, all, show, number: (one) => one.number, chosen, clear, told});
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());
  for (const one of [find, ...boxes]) one.addEventListener("input", pages.choose);
})();
