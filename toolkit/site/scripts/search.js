// Search over the actors, meetings, elections and articles of the release, for pages with an
// element that has `data-search`: the kind that is found first (`actors`, ...), or nothing.
//
// `assets/search.json` is {"columns": [...], "rows": [[kind, id, name, about, path or null], ...]},
// the most connected first.

import { fold } from "./rows.js";

const MOST_SHOWN = 30;
const ROOT = new URL("../../", import.meta.url);
const number = new Intl.NumberFormat("en");

/** Return the entries that have all words: first those whose name begins so, then of that kind. */
export function findEntries(entries, asked, firstKind) {
  const text = fold(asked).trim();
  if (text === "") return [];
  const words = text.split(/\s+/);
  const found = entries.filter(({ folded }) => words.every((word) => folded.includes(word)));
  const rank = ({ kind, name }) =>
    (fold(name).startsWith(text) ? 0 : 2) + (`${kind}s` === firstKind ? 0 : 1);
  return found.sort((one, other) => rank(one) - rank(other));
}

/** Return where an entry leads: to its page, else to its row in the table. */
export function entryPath({ kind, id, path }) {
  return path ?? `tables/${kind}s.html#${new URLSearchParams({ search: id })}`;
}

async function fetchEntries() {
  const response = await fetch(new URL("assets/search.json", ROOT));
  if (!response.ok) throw new Error(`the server says ${response.status}`);
  const { columns, rows } = await response.json();
  return rows.map((row) => {
    const entry = Object.fromEntries(columns.map((column, place) => [column, row[place]]));
    return { ...entry, folded: fold(`${entry.name} ${entry.about} ${entry.id}`) };
  });
}

function makeItem(entry) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = new URL(entryPath(entry), ROOT);
  link.textContent = entry.name;
  const note = document.createElement("span");
  note.className = "quiet";
  note.textContent = ` ${[entry.kind, entry.about].filter(Boolean).join(", ")}`;
  item.append(link, note);
  return item;
}

function addSearch(place) {
  const box = document.createElement("search");
  box.className = "site-search";
  const label = document.createElement("label");
  label.textContent = "Find a person, body, meeting, election or article";
  const input = document.createElement("input");
  Object.assign(input, { type: "search", id: "site-search", autocomplete: "off" });
  label.htmlFor = input.id;
  const count = document.createElement("p");
  count.className = "count";
  count.setAttribute("role", "status");
  const list = document.createElement("ul");
  list.className = "found";
  box.append(label, input, count, list);
  place.append(box);

  let loading = null;
  const search = async () => {
    try {
      loading ??= fetchEntries();
      const found = findEntries(await loading, input.value, place.dataset.search);
      const shown = found.slice(0, MOST_SHOWN);
      list.replaceChildren(...shown.map(makeItem));
      const more = found.length > shown.length ? `; the first ${shown.length} are shown` : "";
      count.textContent = input.value.trim() ? `${number.format(found.length)} found${more}` : "";
    } catch (error) {
      loading = null;
      count.textContent = `The search can't be used here (${error.message}).`;
    }
  };
  input.addEventListener("focus", search, { once: true });
  input.addEventListener("input", search);
  box.addEventListener("keydown", (event) => moveFocus(event, input, list));
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

for (const place of document.querySelectorAll("[data-search]")) addSearch(place);
