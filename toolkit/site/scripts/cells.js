// Values of an answer as text, and answers as CSV.

// Numbers of types in Apache Arrow (https://arrow.apache.org/docs/js/enums/Arrow_dom.Type.html).
const NUMBERS = new Set([2, 3, 7]); // Integers, floating point and decimals.
const UTF8 = 5;
const DATE = 8;
const TIME = 9;
const TIMESTAMP = 10;
const LARGE_UTF8 = 20;

/** Say whether a column of this type holds text. */
export function isText(type) {
  return type.typeId === UTF8 || type.typeId === LARGE_UTF8;
}

/** Say whether a column of this type holds numbers. */
export function isNumber(type) {
  return NUMBERS.has(type.typeId);
}

/** Return a value as text, in the forms of ISO 8601 where it is a time; null stays null. */
export function cellText(value, type) {
  if (value === null || value === undefined) return null;
  const { typeId } = type;
  if (typeId === DATE) return isoParts(Number(value))[0];
  if (typeId === TIMESTAMP) return isoParts(Number(value)).join(" ");
  if (typeId === TIME) return isoParts(Number(value) / 1000)[1]; // DuckDB's are microseconds.
  return typeof value === "object" ? JSON.stringify(value, plain) : String(value);
}

function isoParts(milliseconds) {
  return new Date(milliseconds).toISOString().replace(/(\.000)?Z$/, "").split("T");
}

function plain(_, value) {
  if (typeof value === "bigint") return String(value);
  return ArrayBuffer.isView(value) ? Array.from(value, String) : value;
}

// A spreadsheet takes such a text for a formula and runs it.
const FORMULA = /^[=+\-@\t\r]/;

/**
 * Return rows as CSV (RFC 4180). Text that a spreadsheet would run gets an apostrophe before it,
 * as OWASP advises (https://owasp.org/www-community/attacks/CSV_Injection).
 */
export function toCsv(columns, rows) {
  const harmless = (text) => (FORMULA.test(text) ? `'${text}` : text);
  const cell = (text, isText) => {
    if (text === null) return "";
    const safe = isText ? harmless(text) : text;
    return safe === "" || /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
  };
  const lines = [columns.map(({ name }) => cell(name, true))];
  for (const row of rows) lines.push(row.map((text, place) => cell(text, columns[place].isText)));
  return lines.map((line) => `${line.join(",")}\r\n`).join("");
}
