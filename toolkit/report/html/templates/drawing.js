// Rows drawn out of data: texts become text nodes, never markup; highlights, differences, a page of rows at a time.
const byId = (id) => document.getElementById(id);
const drawn = (() => {
  // control characters as their pictures; HTML has no place for them
  const visible = (text) => text.replace(/[\u0000-\u0008\u000b-\u001f\u007f]/g, (c) =>
    c === "\u007f" ? "\u2421" : String.fromCharCode(0x2400 + c.charCodeAt(0)));
  const make = (name, text, kind) => {
    const made = document.createElement(name);
    if (kind) made.className = kind;
    if (text !== undefined) made.textContent = visible(text);
    return made;
  };
  const language = (text) => /[\u3041-\u30fa]/.test(text) ? "ja" : /[\uac00-\ud7a3]/.test(text) ? "ko" :
    /[\u4e00-\u9fff]/.test(text) ? "zh" : "";
  const isolated = (text) => {
    const made = make("bdi", text);
    made.lang = language(text);
    return made;
  };
  const lineName = (id) => /^\d+$/.test(id) ? `line ${id}` : id;
  const paragraph = (nodes, text, kind) => {
    const made = make("p", undefined, kind);
    made.dir = "auto";
    made.lang = language(text);
    made.append(...nodes);
    if (!text && !nodes.length) made.textContent = "(empty)";
    return made;
  };
  const plain = (text) => text ? [document.createTextNode(visible(text))] : [];
  // the second text with what the first has otherwise; `put` makes the nodes of a stretch of it
  const merged = (one, other, put) => {
    const nodes = [];
    for (const [equal, s, e, t, f] of difference(one, other)) {
      if (!equal && s < e) nodes.push(make("del", one.slice(s, e)));
      if (t === f) continue;
      if (equal) nodes.push(...put(t, f));
      else {
        const come = make("ins");
        come.append(...put(t, f));
        nodes.push(come);
      }
    }
    return nodes;
  };
  // one of two texts with what the other has not
  const side = (one, other, name) => {
    const nodes = [];
    const now = name === "ins";
    for (const [equal, s, e, t, f] of now ? difference(other, one) : difference(one, other)) {
      const piece = now ? one.slice(t, f) : one.slice(s, e);
      if (piece) nodes.push(equal ? document.createTextNode(visible(piece)) : make(name, piece));
    }
    return nodes;
  };
  const row = (kind, anchor, id) => {
    const item = make("li", undefined, kind);
    item.id = anchor;
    item.tabIndex = -1;
    item.setAttribute("aria-label", visible(lineName(id)));
    return item;
  };
  return {visible, make, isolated, paragraph, plain, merged, side, row};
})();

// The data, read when it is first asked for: to open the page nobody needs it.
const readOnce = (id) => {
  let found;
  return () => found ??= JSON.parse(byId(id).textContent);
};

// The most rows on paper: some hundreds of sheets.
const PAPER = 2000;

// What a form asks for beyond what it asks at first, in words: on paper there is no form to look at.
const asked = (form) => [...form.querySelectorAll("label")].flatMap((label) => {
  const field = label.control, name = label.firstChild.textContent.trim();
  if (field.type === "checkbox") return field.checked === field.defaultChecked ? [] : [`${field.checked ? "" : "no "}${label.textContent.trim()}`];
  if (field.id === "size" || !field.value || field.selectedIndex === 0) return [];
  return [`${name}: ${field.selectedOptions?.[0].textContent ?? field.value}`];
});

// A list that shows a page of the chosen rows. `all()` gives every row, `show(row)` its element, `number(row)` its
// place in the text, `chosen()` the rows of the filter, `clear()` empties the filter, `told(count)` says how many,
// `form` asks for them.
const paged = ({list, form, all, show, number, chosen, clear, told}) => {
  const size = byId("size");
  let rows = null, page = 0;
  const count = () => rows ? rows.length : Number(byId("pages").dataset.rows);
  const pages = () => Math.max(1, Math.ceil(count() / Number(size.value)));
  const draw = () => {
    page = Math.min(Math.max(page, 0), pages() - 1);
    const each = Number(size.value);
    list.replaceChildren(...rows.slice(page * each, (page + 1) * each).map(show));
    byId("found").textContent = told(rows.length);
    turned();
  };
  const turned = () => {
    byId("pages").hidden = pages() < 2;
    byId("where").textContent = `page ${page + 1} of ${pages()}`;
    byId("back").disabled = page === 0;
    byId("on").disabled = page === pages() - 1;
  };
  const choose = () => { rows = chosen(); page = 0; draw(); };
  const turn = (by) => {
    rows ??= chosen();
    page += by;
    draw();
    byId("lines").scrollIntoView();
    list.firstElementChild?.focus({preventScroll: true});
  };
  const goTo = (test) => {
    const found = all().find(test);
    if (!found) return;
    const shown = byId(`l${number(found) + 1}`);
    if (!shown) {
      clear();
      rows = chosen();
      page = Math.floor(rows.indexOf(found) / Number(size.value));
      draw();
    }
    const item = byId(`l${number(found) + 1}`);
    item.scrollIntoView();
    item.focus({preventScroll: true});
  };
  const fromHash = () => {
    const anchor = /^#l(\d+)$/.exec(location.hash);
    if (anchor && !byId(anchor[0].slice(1))) goTo((row) => number(row) + 1 === Number(anchor[1]));
  };
  // On paper stands everything that the filter selects, whichever page of it is shown.
  let screen = null;
  const toPaper = () => {
    if (screen) return;
    screen = {rows: [...list.children], said: byId("found").textContent};
    rows ??= chosen();
    list.replaceChildren(...rows.slice(0, PAPER).map(show));
    const left = rows.length - PAPER;
    byId("found").textContent = [told(rows.length), ...asked(form).map(drawn.visible)].join("; ") + (left <= 0 ? "" :
      `. Here stand the first ${PAPER.toLocaleString("en")}; ${left.toLocaleString("en")} are left out. Filter them to print others.`);
  };
  const fromPaper = () => {
    if (!screen) return;
    list.replaceChildren(...screen.rows);
    byId("found").textContent = screen.said;
    screen = null;
  };
  window.addEventListener("beforeprint", toPaper);
  window.addEventListener("afterprint", fromPaper);
  size.addEventListener("input", choose);
  byId("back").addEventListener("click", () => turn(-1));
  byId("on").addEventListener("click", () => turn(1));
  window.addEventListener("hashchange", fromHash);
  turned();
  fromHash();
  return {choose, goTo};
};
