// Search over the actors, meetings and elections of the release, for a page with
// `<form data-search="assets/search.json" data-root="">`.
//
// `assets/search.json` is {"entries": [[kind, id, name, note, has page], ...]}, with the most
// connected first; `kind` is a table and a folder of pages, and `note` may be empty.

import { fold } from "./rows.js";

const MOST_SHOWN = 30;
const number = new Intl.NumberFormat("en");

/** Return the entries that have all words, those first whose name begins with them. */
export function findEntries(entries, asked) {
  const text = fold(asked).trim();
  if (text === "") return [];
  const words = text.split(/\s+/);
  const found = entries.filter(({ folded }) => words.every((word) => folded.includes(word)));
  const rank = ({ name }) => (fold(name).startsWith(text) ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other));
}

/** Return where an entry leads: to its page, else to its row in the table. */
export function entryPath({ kind, id, hasPage }) {
  if (hasPage) return `${kind}/${id}.html`;
  return `tables/${kind}.html#${new URLSearchParams({ search: id })}`;
}

async function fetchEntries(address) {
  const response = await fetch(new URL(address, document.baseURI));
  if (!response.ok) throw new Error(`the server says ${response.status}`);
  const { entries } = await response.json();
  return entries.map(([kind, id, name, note, hasPage]) => {
    return { kind, id, name, note, hasPage, folded: fold(`${name} ${note} ${id}`) };
  });
}

function addSearch(form) {
  const label = document.createElement("label");
  label.textContent = "Find a person, body, meeting or election";
  const input = document.createElement("input");
  Object.assign(input, { type: "search", id: "site-search", autocomplete: "off" });
  label.htmlFor = input.id;
  const count = document.createElement("p");
  count.className = "count";
  count.setAttribute("role", "status");
  const list = document.createElement("ul");
  list.className = "found";
  form.append(label, input, count, list);
  form.hidden = false;
  form.addEventListener("submit", (event) => event.preventDefault());

  let loading = null;
  const search = async () => {
    try {
      loading ??= fetchEntries(form.dataset.search);
      const found = findEntries(await loading, input.value);
      const shown = found.slice(0, MOST_SHOWN);
      list.replaceChildren(...shown.map((entry) => makeItem(entry, form.dataset.root)));
      const more = found.length > shown.length ? `, the first ${shown.length} are shown` : "";
      count.textContent = input.value.trim() ? `${number.format(found.length)} found${more}` : "";
    } catch (error) {
      loading = null;
      count.textContent = `The search can't be used here (${error.message}).`;
    }
  };
  input.addEventListener("focus", search, { once: true });
  input.addEventListener("input", search);
  form.addEventListener("keydown", (event) => moveFocus(event, input, list));
}

function makeItem(entry, root) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = root + entryPath(entry);
  link.textContent = entry.name;
  const note = document.createElement("span");
  note.className = "quiet";
  note.textContent = ` ${[entry.kind, entry.note].filter(Boolean).join(", ")}`;
  item.append(link, note);
  return item;
}

// The arrow keys lead through what was found, Escape back to the box.
function moveFocus(event, input, list) {
  const places = [input, ...list.querySelectorAll("a")];
  const place = places.indexOf(document.activeElement);
  const to = { ArrowDown: place + 1, ArrowUp: place - 1, Escape: 0 }[event.key];
  if (place < 0 || to === undefined || places[to] === undefined) return;
  if (event.key === "Escape" && place === 0) return;
  event.preventDefault();
  places[to].focus();
}

for (const form of document.querySelectorAll("form[data-search]")) addSearch(form);
