// The segments of an evaluation: found, filtered and sorted. What the page itself shows stays until something is asked.
(() => {
  const list = byId("rows");
  if (!list) return;
  const {make, isolated, paragraph, plain, visible} = drawn;
  const data = readOnce("data");
  const [ID, NUMBER, SOURCE, REFERENCES, OUTPUTS, IN_SOURCE, CONCEPTS, PLACE] = [0, 1, 2, 3, 4, 5, 6, 7];
  const find = byId("find"), order = byId("order"), level = byId("findings"), long = byId("long");
  let concept = -1, rule = -1;
  const value = (score) => score.toFixed(1).replace("-", "\u2212").replace(/^\u22120\.0$/, "0.0");

  const found = (text) => {
    const styles = data().styles, marks = [];
    const tags = [...text.matchAll(/<[^<>]{1,200}>|\{[^{}\s]{0,60}\}|%(?:\d+\$)?[sd@]/g)];
    for (const m of tags) marks.push([m.index, m.index + m[0].length, styles.indexOf("tag")]);
    for (const m of text.matchAll(/\p{Nd}(?:[\p{Nd}.,:]*\p{Nd})?/gu)) {
      if (!tags.some((tag) => tag.index <= m.index && m.index < tag.index + tag[0].length))
        marks.push([m.index, m.index + m[0].length, styles.indexOf("number")]);
    }
    return marks;
  };
  // a stretch of the text as nodes, cut where a highlight begins or ends
  const styled = (text, start, end, highlights) => {
    const cuts = new Set([start, end]);
    for (const [s, e] of highlights) for (const x of [s, e]) if (start < x && x < end) cuts.add(x);
    const places = [...cuts].sort((a, b) => a - b);
    const nodes = [];
    for (let n = 0; n + 1 < places.length; n++) {
      const [s, e] = [places[n], places[n + 1]];
      const style = Math.max(0, ...highlights.filter((h) => h[0] <= s && e <= h[1]).map((h) => h[2]));
      const piece = text.slice(s, e);
      nodes.push(style ? make("mark", piece, `h-${data().styles[style]}`) : document.createTextNode(visible(piece)));
    }
    return nodes;
  };
  const against = (reference, text, highlights) => reference
    ? drawn.merged(reference, text, (start, end) => styled(text, start, end, highlights))
    : styled(text, 0, text.length, highlights);
  const show = ({row}) => {
    const item = drawn.row("row", `l${row[NUMBER] + 1}`, row[ID]);
    const named = make("p", undefined, "number");
    named.append(isolated(row[ID]));
    const given = make("div", undefined, "given");
    if (row[SOURCE] !== null) {
      const source = row[SOURCE];
      given.append(make("h3", "Source"));
      given.append(paragraph(styled(source, 0, source.length, [...found(source), ...row[IN_SOURCE]]), source));
    }
    row[REFERENCES].forEach((reference, n) => {
      given.append(make("h3", row[REFERENCES].length > 1 ? `Reference ${n + 1}` : "Reference"));
      given.append(paragraph(plain(reference), reference, "reference"));
    });
    const versions = make("div", undefined, "versions");
    row[OUTPUTS].forEach(([text, score, marks, told], n) => {
      const version = make("div", undefined, "version");
      const head = make("h3");
      head.append(isolated(data().systems[n]));
      if (score !== null) head.append(" ", make("span", value(score), "score"));
      version.append(head, paragraph(against(row[REFERENCES][0], text, [...found(text), ...marks]), text));
      if (told.length) {
        const notes = make("ul", undefined, "found");
        for (const [message, grade] of told) {
          const line = make("li"), name = data().levels[grade];
          line.append(make("span", name, `tag ${name}`), " ", isolated(data().messages[message]));
          notes.append(line);
        }
        version.append(notes);
      }
      versions.append(version);
    });
    item.append(named, given, versions);
    return item;
  };

  let known;
  const all = () => known ??= data().rows.map((row) => ({
    row,
    told: row[OUTPUTS].flatMap((output) => output[3]),
    scores: row[OUTPUTS].map((output) => output[1]),
    words: null,
    size: null,
  }));
  const longEnough = (one) => (one.size ??= difference.tokens(
    one.row[REFERENCES][0] || one.row[OUTPUTS][0]?.[0] || "").length) >= 5;
  const words = (one) => one.words ??= [one.row[ID], one.row[SOURCE] ?? "", ...one.row[REFERENCES],
    ...one.row[OUTPUTS].map((output) => output[0])].join("\n").toLowerCase();
  const last = (key) => (a, b) => {
    const one = key(a), other = key(b);
    if (one === null || other === null) return (one === null) - (other === null);
    return one - other || a.row[PLACE] - b.row[PLACE];
  };
  const spread = (one) => {
    const scores = one.scores.filter((score) => score !== null);
    return scores.length ? Math.min(...scores) - Math.max(...scores) : null;
  };
  const sorting = (name) => {
    if (name === "worst") return (a, b) => a.row[PLACE] - b.row[PLACE];
    if (name === "text") return (a, b) => a.row[NUMBER] - b.row[NUMBER];
    if (name === "findings") return last((one) => -one.told.length);
    if (name === "spread") return last(spread);
    const sign = data().higher ? 1 : -1, system = Number(name.slice(1));
    return last((one) => one.scores[system] === null ? null : sign * one.scores[system]);
  };
  const chosen = () => {
    const wanted = find.value.trim().toLowerCase();
    const gravest = level.value === "" ? null : Number(level.value);
    return all().filter((one) =>
      (gravest === null || one.told.some((told) => told[1] <= gravest)) &&
      (concept < 0 || one.row[CONCEPTS].includes(concept)) &&
      (rule < 0 || one.told.some((told) => told[2] === rule)) &&
      (!long.checked || longEnough(one)) &&
      (!wanted || words(one).includes(wanted))).sort(sorting(order.value));
  };
  const clear = () => {
    find.value = level.value = "";
    long.checked = false;
    concept = rule = -1;
  };
  const told = (count) => {
    const only = concept >= 0 ? `, with the term ${data().concepts[concept]}` :
      rule >= 0 ? `, with ${data().rules[rule]}` : "";
    return `${count.toLocaleString("en")} of ${all().length.toLocaleString("en")} segments${visible(only)}`;
  };
  const tools = byId("segments-tools");
  const pages = paged({list, form: tools, all, show, number: ({row}) => row[NUMBER], chosen, clear, told});

  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  for (const one of [find, order, level, long]) one.addEventListener("input", pages.choose);
  byId("differences").addEventListener("input", (event) => list.classList.toggle("no-differences", !event.target.checked));
  byId("highlights").addEventListener("input", (event) => list.classList.toggle("no-highlights", !event.target.checked));
  byId("clear").addEventListener("click", () => { clear(); pages.choose(); });
  for (const button of document.querySelectorAll("button[data-concept], button[data-rule]")) {
    button.hidden = false;
    button.addEventListener("click", () => {
      const named = button.dataset.concept !== undefined;
      clear();
      if (named) concept = data().concepts.indexOf(button.dataset.concept);
      else rule = data().rules.indexOf(button.dataset.rule);
      pages.choose();
      byId("lines").scrollIntoView();
      byId("lines").focus({preventScroll: true});
    });
  }
  for (const link of document.querySelectorAll("a[data-line]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      pages.goTo(({row}) => row[ID] === link.dataset.line);
    });
  }
})();
