// Search, sort and filters for a table of a page. Without this script the table stays as it is.

import { readAddress, writeAddress } from "./address.js";
import { selectRows } from "./rows.js";

const MOST_SHOWN = 500;
const MOST_CHOICES = 20;
const HINTS = { number: "5 or 5..10", date: "2021 or 2020..2021-06" };
const number = new Intl.NumberFormat("en");

function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

function readColumns(table) {
  return Array.from(table.tHead.rows[0].cells, (cell) => ({
    name: cell.textContent.trim(),
    type: cell.dataset.type ?? "text",
    pages: cell.dataset.pages,
    cell,
  }));
}

function readRows(table, columns) {
  return Array.from(table.tBodies[0].rows, (row) =>
    Array.from(row.cells, ({ textContent }, place) => {
      if (textContent === "") return null;
      return columns[place].type === "number" ? Number(textContent) : textContent;
    }),
  );
}

// The rows that stand in the page are only the first; a file beside it has the others.
async function fetchRows(name) {
  const response = await fetch(new URL(`${name}.json`, document.baseURI));
  if (!response.ok) throw new Error(`the server says ${response.status}`);
  return response.json();
}

class EnhancedTable {
  constructor(table) {
    this.table = table;
    this.columns = readColumns(table);
    this.rows = readRows(table, this.columns);
    this.total = Number(table.dataset.rows ?? this.rows.length);
    this.pages = {};
    this.asked = { search: "", sort: "", filters: {} };
    this.shown = MOST_SHOWN;
    this.loading = null;
    this.note = "";
    this.#addControls();
    this.#takeAddress();
    window.addEventListener("hashchange", () => this.#takeAddress());
  }

  #addControls() {
    const id = `search-${this.table.dataset.table}`;
    this.search = make("input", { type: "search", id, autocomplete: "off" });
    this.search.addEventListener("input", () => this.#ask({ search: this.search.value }));
    this.toggle = make("button", { type: "button", textContent: "Filters" });
    this.toggle.setAttribute("aria-expanded", "false");
    this.toggle.addEventListener("click", () => this.#toggleFilters());
    this.clear = make("button", { type: "button", textContent: "Clear", hidden: true });
    this.clear.addEventListener("click", () => {
      this.#ask({ search: "", sort: "", filters: {} });
      this.search.focus();
    });
    this.count = make("p", { className: "count" });
    this.count.setAttribute("role", "status");
    this.more = make("button", { type: "button", hidden: true });
    this.more.addEventListener("click", () => this.#showMore());
    const label = make("label", { htmlFor: this.search.id, textContent: "Search these rows" });
    const bar = make("div", { className: "table-tools" }, label, this.search, this.toggle);
    bar.append(this.clear, this.count);
    const box = this.table.closest(".wide") ?? this.table;
    box.before(bar);
    box.after(this.more);
    for (const column of this.columns) this.#makeSortable(column);
  }

  #makeSortable(column) {
    const button = make("button", { type: "button", className: "sort" });
    button.append(...column.cell.childNodes);
    button.addEventListener("click", () => {
      const next = { [column.name]: `-${column.name}`, [`-${column.name}`]: "" };
      this.#ask({ sort: next[this.asked.sort] ?? column.name });
    });
    column.cell.append(button);
  }

  async #toggleFilters() {
    if (this.filters === undefined) {
      await this.#load();
      this.#addFilters();
    } else {
      this.filters.hidden = !this.filters.hidden;
    }
    this.toggle.setAttribute("aria-expanded", String(!this.filters.hidden));
  }

  #addFilters() {
    this.filters = this.table.tHead.insertRow();
    this.filters.className = "filters";
    this.columns.forEach((column, place) => {
      column.filter = this.#makeFilter(column, place);
      column.filter.setAttribute("aria-label", `Filter ${column.name}`);
      column.filter.value = this.asked.filters[column.name] ?? "";
      column.filter.addEventListener("input", () => {
        const filters = { ...this.asked.filters, [column.name]: column.filter.value };
        this.#ask({ filters });
      });
      this.filters.append(make("td", {}, column.filter));
    });
  }

  #makeFilter({ type }, place) {
    const values = new Set(this.rows.map((row) => row[place]));
    const isChoice = type === "text" && values.size <= MOST_CHOICES && values.size < this.rows.length;
    if (!isChoice) {
      const placeholder = HINTS[type] ?? "";
      return make("input", { type: "text", size: 10, autocomplete: "off", placeholder });
    }
    const choices = [make("option", { value: "", textContent: "all" })];
    for (const value of [...values].filter((value) => value !== null).sort()) {
      choices.push(make("option", { value: `=${value}`, textContent: value }));
    }
    if (values.has(null)) choices.push(make("option", { value: "=", textContent: "no value" }));
    return make("select", {}, ...choices);
  }

  #takeAddress() {
    const asked = readAddress();
    const filtered = Object.keys(asked.filters).length > 0;
    if (asked.search || asked.sort || filtered) this.#ask(asked);
    else if (this.asked.search || this.asked.sort || this.loading) this.#ask(asked);
    if (filtered && this.filters === undefined) this.#toggleFilters();
  }

  async #ask(changes) {
    this.asked = { ...this.asked, ...changes };
    this.shown = MOST_SHOWN;
    writeAddress(this.asked);
    if (this.search.value !== this.asked.search) this.search.value = this.asked.search;
    for (const { name, filter } of this.columns) {
      const value = this.asked.filters[name] ?? "";
      if (filter && filter.value !== value) filter.value = value;
    }
    await this.#load();
    this.#draw();
  }

  #load() {
    if (this.rows.length >= this.total && this.loading === null) this.loading = Promise.resolve();
    this.loading ??= this.#loadAll();
    return this.loading;
  }

  async #loadAll() {
    this.count.textContent = "Fetching the other rows.";
    try {
      const { rows, pages } = await fetchRows(this.table.dataset.table);
      this.rows = rows;
      this.pages = Object.fromEntries(
        Object.entries(pages ?? {}).map(([kind, ids]) => [kind, new Set(ids)]),
      );
    } catch (error) {
      this.note = `; the other rows can't be fetched (${error.message})`;
    }
    if (this.rows.length < this.total) {
      this.note ||= `; of ${number.format(this.total)} rows the first are searched`;
    }
  }

  #showMore() {
    const first = this.shown;
    this.shown += MOST_SHOWN;
    this.#draw();
    const row = this.table.tBodies[0].rows[first];
    row.tabIndex = -1;
    row.focus();
  }

  #draw() {
    this.#keepLinks();
    const found = selectRows(this, this.asked);
    const body = document.createElement("tbody");
    for (const row of found.slice(0, this.shown)) {
      const line = body.insertRow();
      row.forEach((value, place) => this.#fill(line.insertCell(), value, this.columns[place]));
    }
    this.table.tBodies[0].replaceWith(body);
    const left = found.length - body.rows.length;
    this.more.hidden = left <= 0;
    this.more.textContent = `Show ${number.format(Math.min(left, MOST_SHOWN))} more rows`;
    for (const { name, cell } of this.columns) {
      const order = { [name]: "ascending", [`-${name}`]: "descending" }[this.asked.sort];
      if (order) cell.setAttribute("aria-sort", order);
      else cell.removeAttribute("aria-sort");
    }
    const { search, sort, filters } = this.asked;
    this.clear.hidden = !(search || sort || Object.values(filters).some(Boolean));
    this.#sayCount(found.length);
  }

  // The rows of the page link to the pages that there are; those stay known when it is drawn anew.
  #keepLinks() {
    if (this.links) return;
    this.links = new Map();
    for (const link of this.table.tBodies[0].querySelectorAll("a[href]")) {
      const place = link.closest("td").cellIndex;
      this.links.set(`${this.columns[place].pages}/${link.textContent}`, link.getAttribute("href"));
    }
  }

  #fill(cell, value, { type, pages }) {
    if (value === null) return;
    if (type === "number") cell.className = "number";
    if (type === "date") cell.className = "when";
    const known = this.links.get(`${pages}/${value}`);
    const href = known ?? (this.pages[pages]?.has(value) ? `../${pages}/${value}.html` : null);
    cell.append(href === null ? String(value) : make("a", { href, textContent: value }));
  }

  #sayCount(found) {
    const all = `${number.format(this.total)} ${this.total === 1 ? "row" : "rows"}`;
    const count = found === this.total ? all : `${number.format(found)} of ${all}`;
    this.count.textContent = count + this.note;
  }
}

for (const table of document.querySelectorAll("table[data-table]")) new EnhancedTable(table);
