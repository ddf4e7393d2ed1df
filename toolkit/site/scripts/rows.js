// Which rows of a table a reader asked for, and in which order. Nothing here touches the page.

const order = new Intl.Collator("en", { numeric: true, sensitivity: "base" });
const folded = new WeakMap(); // Rows do not change, so each is folded once.
const MARKS = /\p{Diacritic}/gu;

/** Return text as it is searched: without case and accents. */
export function fold(text) {
  return String(text ?? "").normalize("NFD").replace(MARKS, "").toLowerCase();
}

function foldedRow(row) {
  if (!folded.has(row)) folded.set(row, fold(row.join("\n")));
  return folded.get(row);
}

function bounds(text) {
  const [from, to] = text.split("..").map((part) => part.trim());
  return { from, to };
}

function numberTest(asked) {
  if (asked.includes("..")) {
    const { from, to } = bounds(asked);
    const [least, most] = [from === "" ? -Infinity : Number(from), to === "" ? Infinity : Number(to)];
    return (value) => value !== null && Number(value) >= least && Number(value) <= most;
  }
  return (value) => value !== null && Number(value) === Number(asked);
}

function dateTest(asked) {
  if (asked.includes("..")) {
    const { from, to } = bounds(asked);
    // `2021` and `2021-05` stand for all their days: a bound ends with the last of them.
    return (value) =>
      value !== null && value >= from && (to === "" || value.slice(0, to.length) <= to);
  }
  return (value) => value !== null && value.startsWith(asked);
}

function textTest(asked) {
  const part = fold(asked);
  return (value) => fold(value).includes(part);
}

/**
 * Return the test of a value that a filter asks for. `=` asks for exactly a text, and alone for
 * no value; `from..to` for an interval of numbers or days; anything else for a part.
 */
export function valueTest(asked, type) {
  const text = asked.trim();
  if (text === "=") return (value) => value === null;
  if (text.startsWith("=")) return (value) => String(value) === text.slice(1);
  if (type === "number") return numberTest(text);
  return type === "date" ? dateTest(text) : textTest(text);
}

/** Return how two values are ordered; what is null comes last, whichever way it is sorted. */
export function compare(one, other, type, isDescending) {
  if (one === null || other === null) return (one === null) - (other === null);
  const ordered = type === "number" ? one - other : order.compare(one, other);
  return isDescending ? -ordered : ordered;
}

/**
 * Return the rows that a reader asked for.
 * @param {{rows: Array, columns: Array<{name: string, type: string}>}} table rows of values
 * @param {{search: string, sort: string, filters: Object<string, string>}} asked `sort` is the
 * name of a column, with `-` before it for descending; empty for the order of the table.
 */
export function selectRows({ rows, columns }, { search, sort, filters }) {
  const words = fold(search).split(/\s+/).filter(Boolean);
  const places = new Map(columns.map(({ name }, place) => [name, place]));
  const tests = Object.entries(filters)
    .filter(([name, asked]) => places.has(name) && asked.trim() !== "")
    .map(([name, asked]) => {
      const place = places.get(name);
      const test = valueTest(asked, columns[place].type);
      return (row) => test(row[place]);
    });
  const found = rows.filter((row) => {
    if (!tests.every((test) => test(row))) return false;
    if (words.length === 0) return true;
    const text = foldedRow(row);
    return words.every((word) => text.includes(word));
  });
  const isDescending = sort.startsWith("-");
  const place = places.get(isDescending ? sort.slice(1) : sort);
  if (place === undefined) return found;
  const { type } = columns[place];
  return found.sort((one, other) => compare(one[place], other[place], type, isDescending));
}
