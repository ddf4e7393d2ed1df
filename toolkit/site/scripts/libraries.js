// The script libraries of the console: fetched, checked by their hash, and made usable.
//
// A module or a worker can't be told a hash in every browser, but `fetch` can. So each file is
// fetched with its hash, and used from memory: nothing of another content ever runs.

/** Why the libraries can't be used here; the message is for people. */
export class LibraryError extends Error {}

async function fetchChecked({ name, address, integrity }, type) {
  const url = new URL(address, document.baseURI);
  let response;
  try {
    response = await fetch(url, { integrity, credentials: "omit" });
  } catch {
    throw new LibraryError(
      `${name} can't be fetched from ${url.host}, or is not the file that it should be. ` +
        "Look whether this computer reaches that host.",
    );
  }
  if (!response.ok) {
    throw new LibraryError(`${name} is not at ${url} (the server says ${response.status}).`);
  }
  const bytes = await response.arrayBuffer();
  return new Blob([bytes], { type });
}

// The libraries come as CommonJS, which names what it needs with `require`.
async function importCommonJs(file, needed) {
  const parts = [
    "const module = { exports: {} }; const exports = module.exports;",
    "export const load = (require) => { (function () {\n",
    file,
    "\n}).call(globalThis); return module.exports; };",
  ];
  const url = URL.createObjectURL(new Blob(parts, { type: "text/javascript" }));
  try {
    const { load } = await import(url);
    return load((name) => needed[name]);
  } finally {
    URL.revokeObjectURL(url);
  }
}

/**
 * Fetch the libraries; `files` has the name, address and integrity of each.
 * @returns {Promise<{duckdb: object, worker: string, wasm: string}>} the module, and addresses in
 * memory of the worker and of the program that it runs.
 */
export async function loadLibraries(files) {
  const byName = Object.fromEntries(files.map((file) => [file.name, file]));
  const script = "text/javascript";
  const [arrow, duckdb, worker, wasm] = await Promise.all([
    fetchChecked(byName["arrow.js"], script),
    fetchChecked(byName["duckdb.js"], script),
    fetchChecked(byName["duckdb-worker.js"], script),
    fetchChecked(byName["duckdb.wasm"], "application/wasm"),
  ]);
  const arrowModule = await importCommonJs(arrow, {});
  const duckdbModule = await importCommonJs(duckdb, { "apache-arrow": arrowModule });
  const { wasmExceptions } = await duckdbModule.getPlatformFeatures();
  if (!wasmExceptions) {
    throw new LibraryError("The console needs a newer browser (WebAssembly with exceptions).");
  }
  return {
    duckdb: duckdbModule,
    worker: URL.createObjectURL(worker),
    wasm: URL.createObjectURL(wasm),
  };
}
