// Tables: a click on a head sorts the groups of rows, a form above filters them. Rows move, none is made.
(() => {
  const cell = (body, column) => {
    const row = body.rows[0];
    const found = row.cells[column];
    return found ? (found.dataset.value ?? found.textContent.trim()) : "";
  };
  const number = (value) => (value === "" ? null : Number(value));
  for (const table of document.querySelectorAll("table.sortable")) {
    const heads = [...table.tHead.rows[0].cells];
    heads.forEach((head, column) => {
      if (!head.dataset.sort) return;
      const button = document.createElement("button");
      button.type = "button";
      button.className = "sorter";
      while (head.firstChild) button.append(head.firstChild);
      head.append(button);
      button.addEventListener("click", () => {
        const up = head.getAttribute("aria-sort") !== "ascending";
        for (const other of heads) other.removeAttribute("aria-sort");
        head.setAttribute("aria-sort", up ? "ascending" : "descending");
        const sign = up ? 1 : -1;
        const bodies = [...table.tBodies];
        const byNumber = head.dataset.sort === "number";
        const keys = new Map(bodies.map((body) => [body, byNumber ? number(cell(body, column)) : cell(body, column)]));
        bodies.sort((a, b) => {
          const one = keys.get(a), other = keys.get(b);
          if (byNumber) {
            // what has no value stands last, whichever way
            if (one === null || other === null) return (one === null) - (other === null);
            return sign * (one - other);
          }
          return sign * one.localeCompare(other);
        });
        table.append(...bodies);
        table.dispatchEvent(new Event("order"));
      });
    });
  }
  // a long table shows its first groups; the others by a button, or where a word or a sorting asks for them
  for (const form of document.querySelectorAll("form[data-filters]")) {
    const table = byId(form.dataset.filters);
    const find = form.querySelector("input[type=search]");
    const open = form.querySelector("input[type=checkbox]");
    const told = form.querySelector("output");
    const more = byId(`${table.id}-more`);
    let most = Number(table.dataset.most);
    const apply = () => {
      const wanted = find.value.trim().toLowerCase();
      const bodies = [...table.tBodies];
      let count = 0;
      for (const body of bodies) {
        const fits = (!open.checked || body.classList.contains("open")) && (!wanted || body.textContent.toLowerCase().includes(wanted));
        count += fits;
        body.hidden = !fits;
        body.classList.toggle("more", count > most); // on paper these stand too
      }
      told.textContent = count === bodies.length ? "" : `${count} of ${bodies.length}`;
      more.hidden = count <= most;
      more.textContent = `Show all ${count}`;
    };
    form.hidden = false;
    more.hidden = table.tBodies.length <= most;
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("input", apply);
    table.addEventListener("order", apply);
    more.addEventListener("click", () => { most = Infinity; apply(); });
  }
})();
