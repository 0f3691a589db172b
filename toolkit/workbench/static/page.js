// What both pages need: elements made of text only, requests, messages. Data never becomes markup here.

export function el(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined) continue;
    if (key.startsWith("aria-")) made.setAttribute(key, String(value));
    else if (value === false) continue;
    else if (key === "on") for (const [event, work] of Object.entries(value)) made.addEventListener(event, work);
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export const one = (id) => document.getElementById(id);

// A text in marked runs, as `runs` of the server cut it. Joined it is the text, sign for sign.
export function marked(runs, attributes = {}) {
  const box = el("div", { class: "text", dir: "auto", ...attributes });
  for (const run of runs) {
    if (!run.k) {
      box.append(run.t);
      continue;
    }
    const name = run.k.includes("ins") ? "ins" : run.k.includes("del") ? "del" : "span";
    box.append(el(name, { class: run.k.join(" "), title: run.n, "data-edit": run.e }, run.t));
  }
  return box;
}

export async function get(address) {
  return answered(await fetch(address, { headers: { accept: "application/json" } }).catch(gone));
}

export async function post(name, data) {
  const request = { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(data) };
  return answered(await fetch(`/api/${name}`, request).catch(gone));
}

function gone() {
  banner("The workbench does not answer. Was it stopped? Start it again and open the address it prints: everything is kept.");
  throw new Error("no answer");
}

async function answered(response) {
  if (response.status === 403 || response.status === 421) {
    banner(await response.text());
    throw new Error("not let in");
  }
  if (!response.headers.get("content-type")?.startsWith("application/json")) {
    throw new Error("Something went wrong in the workbench. Look at the terminal; everything so far is kept.");
  }
  const data = await response.json();
  if (!response.ok) throw new Error(data.message);
  banner(null);
  return data;
}

export function banner(text) {
  one("banner").hidden = !text;
  one("banner").textContent = text ?? "";
}

let fading = 0;
export function say(text, kind = "") {
  const box = one("said");
  box.textContent = text;
  box.className = `said ${text ? "shown" : ""} ${kind}`;
  clearTimeout(fading);
  fading = setTimeout(() => box.classList.remove("shown"), kind === "bad" ? 12000 : 5000);
}

export const complain = (error) => say(error.message, "bad");

// Whether a key was meant for a field, a dialog or the browser.
export function isTyping(event) {
  const at = event.target;
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]")) return true;
  return at.matches("textarea, select, input:not([type=checkbox], [type=radio], [type=range])") || at.isContentEditable;
}

export function later(work, wait) {
  let timer = 0;
  return (...values) => {
    clearTimeout(timer);
    timer = setTimeout(() => work(...values), wait);
  };
}

export function counted(count, singular, plural = `${singular}s`) {
  return `${count.toLocaleString("en")} ${count === 1 ? singular : plural}`;
}

// The two buttons say what they would take back, as the server's answer has it.
export function turnable(data) {
  for (const name of ["undo", "redo"]) {
    one(name).disabled = !data[name];
    one(name).title = data[name] ? `${name === "undo" ? "Undo" : "Redo"}: ${data[name]}` : "";
  }
}

export function turned(name, answer) {
  say(answer.conflict ?? `${name === "undo" ? "Taken back" : "Made again"}: ${answer.label}.`, answer.conflict ? "bad" : "");
}

for (const button of document.querySelectorAll("dialog [data-close]")) {
  button.addEventListener("click", () => button.closest("dialog").close());
}
