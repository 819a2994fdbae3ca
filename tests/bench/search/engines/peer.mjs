// What the peers share: a page that loads nothing, and the engine's code on first use.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "esbuild";

/** Bundles `clients/NAME.mjs` and all it imports into one small classic script. */
export async function bundle(name, outfile) {
  await build({
    entryPoints: [fileURLToPath(new URL(`../clients/${name}.mjs`, import.meta.url))],
    outfile,
    bundle: true,
    minify: true,
    format: "iife",
    target: "es2022",
    logLevel: "warning",
  });
}

/** Makes a peer's folder: an empty page, the code, the files of the index by name. */
export async function writePeer(folder, name, files) {
  mkdirSync(folder, { recursive: true });
  const page = "<!DOCTYPE html><html lang=\"ja\"><title>bench</title><link rel=\"icon\" href=\"data:,\">";
  writeFileSync(join(folder, "bench.html"), page);
  await bundle(name, join(folder, "client.js"));
  for (const [file, value] of Object.entries(files)) {
    writeFileSync(join(folder, file), JSON.stringify(value));
  }
}

/** Runs in the browser: gives `window.bench(query, limit)`, which loads `client.js` first. */
export function peerClient() {
  let opened;
  const open = () =>
    new Promise((resolve, reject) => {
      const script = document.createElement("script");
      script.src = "client.js";
      script.onload = resolve;
      script.onerror = reject;
      document.head.append(script);
    }).then(() => window.engine.open());
  window.bench = async (query, limit) => {
    opened ??= open();
    await opened;
    return window.engine.search(query, limit);
  };
}

/** A peer whose whole index is one file, `index.json`, and code `client.js`. */
export const SINGLE_FILE = {
  start: "bench.html",
  client: peerClient,
  kind: (path) => (path === "client.js" ? "code" : path.endsWith(".json") ? "index" : "frame"),
};
