// The segments: found, sorted and shown a page at a time out of the data. Data becomes text nodes, never markup.
(() => {
  const holder = document.getElementById("data");
  const list = document.getElementById("rows");
  if (!holder || !list) return;
  const data = JSON.parse(holder.textContent);
  const [ID, NUMBER, SOURCE, REFERENCES, OUTPUTS, IN_SOURCE, CONCEPTS, PLACE] = [0, 1, 2, 3, 4, 5, 6, 7];
  const by = (id) => document.getElementById(id);
  const find = by("find"), order = by("order"), level = by("findings"), size = by("size");
  let concept = -1, rule = -1, page = 0, chosen = [];

  // control characters as their pictures; HTML has no place for them
  const visible = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (c) =>
    c === "\u007f" ? "\u2421" : String.fromCharCode(0x2400 + c.charCodeAt(0)));
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text !== undefined) made.textContent = visible(text);
    return made;
  };
  const isolated = (text) => make("bdi", text);
  const language = (text) => /[\u3041-\u30fa]/.test(text) ? "ja" : /[\uac00-\ud7a3]/.test(text) ? "ko" :
    /[\u4e00-\u9fff]/.test(text) ? "zh" : "";
  const lineName = (id) => /^\d+$/.test(id) ? `line ${id}` : id;
  const value = (score) => score.toFixed(1).replace("-", "\u2212").replace(/^\u22120\.0$/, "0.0");

  const plain = (text) => {
    const found = [];
    const tags = [...text.matchAll(/<[^<>]{1,200}>|\{[^{}\s]{0,60}\}|%(?:\d+\$)?[sd@]/g)];
    for (const m of tags) found.push([m.index, m.index + m[0].length, data.styles.indexOf("tag")]);
    for (const m of text.matchAll(/\p{Nd}(?:[\p{Nd}.,:]*\p{Nd})?/gu)) {
      if (!tags.some((tag) => tag.index <= m.index && m.index < tag.index + tag[0].length))
        found.push([m.index, m.index + m[0].length, data.styles.indexOf("number")]);
    }
    return found;
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
      nodes.push(style ? make("mark", piece, `h-${data.styles[style]}`) : document.createTextNode(visible(piece)));
    }
    return nodes;
  };
  const against = (reference, text, highlights) => {
    if (!reference) return styled(text, 0, text.length, highlights);
    const nodes = [];
    for (const [equal, s, e, t, f] of difference(reference, text)) {
      if (!equal && s < e) nodes.push(make("del", reference.slice(s, e)));
      if (t === f) continue;
      if (equal) nodes.push(...styled(text, t, f, highlights));
      else {
        const put = make("ins");
        put.append(...styled(text, t, f, highlights));
        nodes.push(put);
      }
    }
    return nodes;
  };
  const paragraph = (nodes, text, kind) => {
    const made = make("p", undefined, kind);
    made.dir = "auto";
    made.lang = language(text);
    made.append(...nodes);
    if (!text && !nodes.length) made.textContent = "(empty)";
    return made;
  };
  const show = (row) => {
    const item = make("li", undefined, "row");
    item.id = `l${row[NUMBER] + 1}`;
    item.tabIndex = -1;
    item.setAttribute("aria-label", visible(lineName(row[ID])));
    const named = make("p", undefined, "number");
    named.append(isolated(row[ID]));
    const given = make("div", undefined, "given");
    if (row[SOURCE] !== null) {
      const source = row[SOURCE];
      const marks = [...plain(source), ...row[IN_SOURCE]];
      given.append(make("h3", "Source"), paragraph(styled(source, 0, source.length, marks), source));
    }
    row[REFERENCES].forEach((reference, n) => {
      given.append(make("h3", row[REFERENCES].length > 1 ? `Reference ${n + 1}` : "Reference"));
      given.append(paragraph([document.createTextNode(visible(reference))], reference, "reference"));
    });
    const versions = make("div", undefined, "versions");
    row[OUTPUTS].forEach(([text, score, marks, told], n) => {
      const version = make("div", undefined, "version");
      const head = make("h3");
      head.append(isolated(data.systems[n]));
      if (score !== null) head.append(" ", make("span", value(score), "score"));
      version.append(head, paragraph(against(row[REFERENCES][0], text, [...plain(text), ...marks]), text));
      if (told.length) {
        const found = make("ul", undefined, "found");
        for (const [message, grade] of told) {
          const line = make("li");
          line.append(make("span", data.levels[grade], `tag ${data.levels[grade]}`), " ", isolated(data.messages[message]));
          found.append(line);
        }
        version.append(found);
      }
      versions.append(version);
    });
    item.append(named, given, versions);
    return item;
  };

  const all = data.rows.map((row) => ({
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
  const sign = data.higher ? 1 : -1;
  const last = (key) => (a, b) => {
    const one = key(a), other = key(b);
    if (one === null || other === null) return (one === null) - (other === null);
    return one - other || a.row[PLACE] - b.row[PLACE];
  };
  const spread = (one) => {
    const known = one.scores.filter((score) => score !== null);
    return known.length ? Math.min(...known) - Math.max(...known) : null;
  };
  const orders = {
    worst: (a, b) => a.row[PLACE] - b.row[PLACE],
    text: (a, b) => a.row[NUMBER] - b.row[NUMBER],
    findings: last((one) => -one.told.length),
    spread: last(spread),
  };
  data.systems.forEach((_, n) => {
    orders[`s${n}`] = last((one) => one.scores[n] === null ? null : sign * one.scores[n]);
  });

  const draw = () => {
    const each = Number(size.value);
    const pages = Math.max(1, Math.ceil(chosen.length / each));
    page = Math.min(Math.max(page, 0), pages - 1);
    list.replaceChildren(...chosen.slice(page * each, (page + 1) * each).map((one) => show(one.row)));
    const only = concept >= 0 ? `, with the term ${data.concepts[concept]}` : rule >= 0 ? `, with ${data.rules[rule]}` : "";
    by("found").textContent = `${chosen.length.toLocaleString("en")} of ${all.length.toLocaleString("en")} segments${visible(only)}`;
    by("pages").hidden = pages < 2;
    by("where").textContent = `page ${page + 1} of ${pages}`;
    by("back").disabled = page === 0;
    by("on").disabled = page === pages - 1;
  };
  const choose = () => {
    const wanted = find.value.trim().toLowerCase();
    const gravest = level.value === "" ? null : Number(level.value);
    chosen = all.filter((one) =>
      (gravest === null || one.told.some((told) => told[1] <= gravest)) &&
      (concept < 0 || one.row[CONCEPTS].includes(concept)) &&
      (rule < 0 || one.told.some((told) => told[2] === rule)) &&
      (!by("long").checked || longEnough(one)) &&
      (!wanted || words(one).includes(wanted)));
    chosen.sort(orders[order.value]);
    page = 0;
    draw();
  };
  const clear = () => {
    find.value = level.value = "";
    by("long").checked = false;
    concept = rule = -1;
  };
  const turn = (by_) => { page += by_; draw(); by("lines").scrollIntoView(); list.firstElementChild?.focus({preventScroll: true}); };

  const tools = by("segments-tools");
  tools.hidden = false;
  tools.addEventListener("submit", (event) => event.preventDefault());
  for (const one of [find, order, level, size, by("long")]) one.addEventListener("input", choose);
  by("differences").addEventListener("input", (event) => list.classList.toggle("no-differences", !event.target.checked));
  by("highlights").addEventListener("input", (event) => list.classList.toggle("no-highlights", !event.target.checked));
  by("clear").addEventListener("click", () => { clear(); choose(); });
  by("back").addEventListener("click", () => turn(-1));
  by("on").addEventListener("click", () => turn(1));
  for (const button of document.querySelectorAll("button[data-concept], button[data-rule]")) {
    const named = button.dataset.concept !== undefined;
    const number = named ? data.concepts.indexOf(button.dataset.concept) : data.rules.indexOf(button.dataset.rule);
    if (number < 0) continue;
    button.hidden = false;
    button.addEventListener("click", () => {
      clear();
      if (named) concept = number; else rule = number;
      choose();
      by("lines").scrollIntoView();
      by("lines").focus({preventScroll: true});
    });
  }
  const goTo = (test) => {
    clear();
    choose();
    const place = chosen.findIndex(test);
    if (place < 0) return;
    page = Math.floor(place / Number(size.value));
    draw();
    const item = by(`l${chosen[place].row[NUMBER] + 1}`);
    item.scrollIntoView();
    item.focus({preventScroll: true});
  };
  for (const link of document.querySelectorAll("a[data-line]")) {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      goTo((one) => one.row[ID] === link.dataset.line);
    });
  }
  const fromHash = () => {
    const found = /^#l(\d+)$/.exec(location.hash);
    if (found && !document.getElementById(found[0].slice(1))) goTo((one) => one.row[NUMBER] + 1 === Number(found[1]));
  };
  window.addEventListener("hashchange", fromHash);
  choose();
  fromHash();
})();
