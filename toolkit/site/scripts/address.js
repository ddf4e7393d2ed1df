// What a reader asked of a table, kept in the address of the page, so that it can be shared.

const FILTER = "where.";

/** Return what the address asks for: search, sort and filters by column. */
export function readAddress() {
  const values = new URLSearchParams(location.hash.slice(1));
  const filters = {};
  for (const [name, value] of values) {
    if (name.startsWith(FILTER)) filters[name.slice(FILTER.length)] = value;
  }
  return { search: values.get("search") ?? "", sort: values.get("sort") ?? "", filters };
}

/** Write it into the address, in place of what stood there. */
export function writeAddress({ search, sort, filters }) {
  const values = new URLSearchParams();
  if (search) values.set("search", search);
  if (sort) values.set("sort", sort);
  for (const [name, value] of Object.entries(filters)) {
    if (value) values.set(FILTER + name, value);
  }
  const asked = values.toString();
  history.replaceState(null, "", asked ? `#${asked}` : location.pathname + location.search);
}
