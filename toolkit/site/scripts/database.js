// The release's own database, opened read-only in this page by DuckDB-WASM.

import { cellText, isNumber, isText } from "./cells.js";

const PATIENCE = 1500; // Milliseconds that a query has to end by itself once it is cancelled.

/** A query that was cancelled. */
export class Cancelled extends Error {}

/** Return what DuckDB says of a query that failed, in words that hold for this page. */
function inWords(message) {
  const elsewhere = /name "?([^"]+?)"? is not in the catalog, but it exists in the (\w+) extension/;
  const found = elsewhere.exec(message);
  if (found) {
    return (
      `${found[1]} is part of DuckDB's extension ${found[2]}, which this page does not load. ` +
      "Ask the downloaded database with DuckDB on your computer."
    );
  }
  if (message.startsWith("Out of Memory Error")) {
    return "The query needs more memory than this page has. Ask for less of the data at once.";
  }
  if (message.includes("NetworkError")) {
    return "The query reads from another host, which this page does not allow.";
  }
  if (!message.startsWith("{")) return message;
  const { exception_type: type, exception_message: text } = JSON.parse(message);
  return `${type} Error: ${text}`;
}

/** A database: it answers one query at a time, and can give one up. */
export class Database {
  #libraries;
  #address;
  #database = null;
  #connection = null;
  #giveUp = null;
  #isCancelled = false;

  /** `libraries` are those of `loadLibraries`; `address` is where the database lies. */
  constructor(libraries, address) {
    this.#libraries = libraries;
    this.#address = new URL(address, document.baseURI).href;
  }

  /** Start the worker and open the database, of which only what queries need is fetched. */
  async open() {
    const { duckdb, worker, wasm } = this.#libraries;
    const database = new duckdb.AsyncDuckDB(new duckdb.VoidLogger(), new Worker(worker));
    this.#database = database;
    await database.instantiate(wasm);
    const settings = {
      accessMode: duckdb.DuckDBAccessMode.READ_ONLY,
      filesystem: {
        reliableHeadRequests: true,
        forceFullHTTPReads: false,
        allowFullHTTPReads: true, // For a server that sends no parts of files.
      },
      query: { castBigIntToDouble: false, castDecimalToDouble: true },
    };
    const name = "release.duckdb";
    // How a file is read is settled when it is registered, by the settings of that time.
    await database.open({ filesystem: settings.filesystem });
    const { HTTP } = duckdb.DuckDBDataProtocol;
    await database.registerFileURL(name, this.#address, HTTP, false);
    await database.open({ path: name, ...settings });
    const connection = await database.connect();
    // What is not built in would come from another host, which the page does not allow.
    await connection.query("SET autoinstall_known_extensions = false");
    await connection.query("SET autoload_known_extensions = false");
    await connection.close();
  }

  /**
   * Return at most `mostRows` rows of the answer as text, and whether that is all of it.
   * Throws Cancelled, or an Error with the words of DuckDB.
   */
  async ask(sql, mostRows) {
    this.#isCancelled = false;
    const cancelled = new Promise((_, reject) => {
      this.#giveUp = () => reject(new Cancelled());
    });
    try {
      return await Promise.race([this.#read(sql, mostRows), cancelled]);
    } catch (error) {
      throw this.#isCancelled ? new Cancelled() : new Error(inWords(error.message));
    } finally {
      this.#giveUp = null;
    }
  }

  async #read(sql, mostRows) {
    const connection = await this.#database.connect();
    this.#connection = connection;
    try {
      const reader = await connection.send(sql, true);
      await reader.open();
      const fields = reader.schema.fields;
      const columns = fields.map(({ name, type }) => {
        return { name, isText: isText(type), isNumber: isNumber(type) };
      });
      const rows = [];
      for await (const batch of reader) {
        for (let place = 0; place < batch.numRows; place += 1) {
          if (rows.length === mostRows) return { columns, rows, isWhole: false };
          const values = fields.map((_, column) => batch.getChildAt(column).get(place));
          rows.push(values.map((value, column) => cellText(value, fields[column].type)));
        }
      }
      return { columns, rows, isWhole: true };
    } finally {
      this.#connection = null;
      connection.close().catch(() => {});
    }
  }

  /** Give up the query that runs: politely, and if it does not end soon, with its worker. */
  async cancel() {
    const giveUp = this.#giveUp;
    if (giveUp === null) return;
    this.#isCancelled = true;
    this.#connection?.cancelSent().catch(() => {});
    await new Promise((resolve) => setTimeout(resolve, PATIENCE));
    if (this.#giveUp !== giveUp) return;
    await this.#database.terminate();
    await this.open();
    giveUp();
  }
}
