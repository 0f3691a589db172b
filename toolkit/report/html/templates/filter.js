"use strict";
(() => {
  const form = document.getElementById("filter");
  if (!form) return;
  const find = document.getElementById("find");
  const found = document.getElementById("found");
  const boxes = [...form.querySelectorAll("input[type=checkbox]")];
  const lines = [...document.querySelectorAll(".line")];
  const show = () => {
    const wanted = find.value.trim().toLowerCase();
    const flags = boxes.filter((box) => box.checked).map((box) => box.value);
    let count = 0;
    for (const line of lines) {
      const fits = flags.every((flag) => line.classList.contains(flag)) &&
        (!wanted || line.textContent.toLowerCase().includes(wanted));
      line.hidden = !fits;
      count += fits;
    }
    found.textContent = count === lines.length ? "" : `${count} of ${lines.length} lines`;
  };
  form.hidden = false;
  form.addEventListener("input", show);
  form.addEventListener("submit", (event) => event.preventDefault());
  // a link to a line that the filter hides shows all lines again
  window.addEventListener("hashchange", () => {
    const target = document.getElementById(location.hash.slice(1));
    if (target && target.hidden) {
      find.value = "";
      for (const box of boxes) box.checked = false;
      show();
      target.scrollIntoView();
    }
  });
})();
