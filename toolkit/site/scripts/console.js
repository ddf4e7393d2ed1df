// The page of the SQL console. Nothing is fetched before it is started.

import { toCsv } from "./cells.js";
import { Cancelled, Database } from "./database.js";
import { loadLibraries } from "./libraries.js";

const MOST_SHOWN = 1000;
const MOST_READ = 100000;

const settings = JSON.parse(document.getElementById("console-settings").textContent);
const element = (name) => document.getElementById(`console-${name}`);
const [query, run, cancel, start] = ["query", "run", "cancel", "start"].map(element);
const [status, result, download] = ["status", "result", "download"].map(element);
const number = new Intl.NumberFormat("en");

let database = null;
let answer = null;

function say(sentence, isError = false) {
  status.textContent = sentence;
  status.classList.toggle("error", isError);
}

function showBusy(isBusy) {
  run.disabled = isBusy;
  start.disabled = isBusy;
  cancel.hidden = !isBusy || database === null;
  status.setAttribute("aria-busy", String(isBusy));
}

async function startConsole() {
  say(`Fetching the database program (${settings.size}). This takes a moment.`);
  const libraries = await loadLibraries(settings.libraries);
  say("Opening the database.");
  const opened = new Database(libraries, settings.database);
  await opened.open();
  database = opened;
  start.hidden = true;
}

function show({ columns, rows, isWhole }, milliseconds) {
  const shown = rows.slice(0, MOST_SHOWN);
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  for (const { name, isNumber } of columns) {
    const cell = document.createElement("th");
    cell.scope = "col";
    if (isNumber) cell.className = "number";
    cell.textContent = name;
    head.append(cell);
  }
  const body = table.createTBody();
  for (const row of shown) {
    const line = body.insertRow();
    row.forEach((text, place) => {
      const cell = line.insertCell();
      cell.textContent = text ?? "";
      if (columns[place].isNumber) cell.className = "number";
    });
  }
  result.replaceChildren(table);
  result.hidden = false;
  answer = { columns, rows };
  download.hidden = rows.length === 0;
  const count = `${number.format(rows.length)} ${rows.length === 1 ? "row" : "rows"}`;
  const parts = [isWhole ? count : `The first ${count}; there are more`];
  if (rows.length > shown.length) parts.push(`the first ${number.format(MOST_SHOWN)} are shown`);
  say(`${parts.join("; ")}. It took ${(milliseconds / 1000).toFixed(2)} seconds.`);
}

function forget() {
  answer = null;
  download.hidden = true;
  result.hidden = true;
  result.replaceChildren();
}

async function runQuery() {
  const sql = query.value.trim();
  if (sql === "") {
    say("Write a query first, or take one of the examples.", true);
    query.focus();
    return;
  }
  history.replaceState(null, "", `#${new URLSearchParams({ sql })}`);
  forget();
  showBusy(true);
  try {
    if (database === null) await startConsole();
    showBusy(true);
    say("The query runs.");
    const started = performance.now();
    show(await database.ask(sql, MOST_READ), performance.now() - started);
  } catch (error) {
    say(error instanceof Cancelled ? "The query was cancelled." : error.message, true);
  } finally {
    showBusy(false);
  }
}

async function onlyStart() {
  showBusy(true);
  try {
    await startConsole();
    say("The database is open. Write a query, or take one of the examples.");
  } catch (error) {
    say(error.message, true);
  } finally {
    showBusy(false);
    if (database !== null) query.focus();
  }
}

function saveCsv() {
  const file = new Blob([toCsv(answer.columns, answer.rows)], { type: "text/csv;charset=utf-8" });
  const link = document.createElement("a");
  link.href = URL.createObjectURL(file);
  link.download = "answer.csv";
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

function takeQueryOfAddress() {
  // It is only written into the box: a link of a stranger runs nothing.
  const sql = new URLSearchParams(location.hash.slice(1)).get("sql");
  if (sql) query.value = sql;
}

start.addEventListener("click", onlyStart);
run.addEventListener("click", runQuery);
cancel.addEventListener("click", () => {
  say("The query is being cancelled.");
  database.cancel();
});
download.addEventListener("click", saveCsv);
query.addEventListener("keydown", (event) => {
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && !run.disabled) runQuery();
});
for (const example of document.querySelectorAll("[data-query]")) {
  example.hidden = false;
  example.addEventListener("click", () => {
    query.value = example.dataset.query;
    query.focus();
  });
}
window.addEventListener("hashchange", takeQueryOfAddress);
takeQueryOfAddress();
element("needs").hidden = true;
element("controls").hidden = false;
