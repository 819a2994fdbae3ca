// One engine in headless Chromium: what it finds, what it loads, how long it takes.

import { gzipSync } from "node:zlib";
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, sep } from "node:path";
import { fileRoot } from "../../browser/lib.mjs";

/** As many hits as a search shows at first. */
export const SHOWN = 8;

/** What a search from a folder may take before it counts as not working, in milliseconds. */
const FILE_PATIENCE = 20_000;

/** Runs in the browser. `warm` is the time of the call in milliseconds. */
async function ask({ query, limit }) {
  const start = performance.now();
  const hits = await window.bench(query, limit ?? Infinity);
  return { milliseconds: performance.now() - start, hits };
}

function pathOf({ url, ...rest }) {
  return { path: decodeURIComponent(url.replace(/[?#].*$/, "")), ...rest };
}

async function openTab(context, root, engine) {
  const tab = await context.newPage();
  await tab.addInitScript(engine.client);
  await tab.goto(root + engine.start);
  return tab;
}

/** An engine with a tab of its own for all warm queries. */
export class Contestant {
  /** @param {{server: object, browser: object, home: string}} bench */
  constructor(engine, bench) {
    this.engine = engine;
    this.bench = bench;
    this.root = `${bench.server.url}${engine.folder}/`;
  }

  async open() {
    const context = await this.bench.browser.newContext();
    this.tab = await openTab(context, this.root, this.engine);
  }

  /** All pages that it finds, best first. Also loads what the query needs. */
  async find(query) {
    const { hits } = await this.tab.evaluate(ask, { query });
    return hits.map(pathOf);
  }

  /** Milliseconds of a query whose files are there. */
  async warm(query) {
    return (await this.tab.evaluate(ask, { query, limit: SHOWN })).milliseconds;
  }

  /** The first query of a reader who comes: nothing is cached. Bytes by kind, as sent. */
  async cold(query) {
    const context = await this.bench.browser.newContext();
    this.bench.server.take();
    const tab = await openTab(context, this.root, this.engine);
    await tab.waitForLoadState("networkidle");
    const before = this.bench.server.take();
    const { milliseconds } = await tab.evaluate(ask, { query, limit: SHOWN });
    const during = this.bench.server.take();
    await context.close();
    const bytes = { code: 0, index: 0, texts: 0 };
    for (const { path, bytes: count } of [...before, ...during]) {
      const kind = this.engine.kind(path.slice(this.engine.folder.length + 1));
      if (kind in bytes) {
        bytes[kind] += count;
      }
    }
    return { milliseconds, requests: during.length, bytes };
  }

  /** Whether it finds anything when its page is opened from a folder. */
  async worksFromFile(query) {
    const context = await this.bench.browser.newContext();
    try {
      const tab = await openTab(context, fileRoot(join(this.bench.home, this.engine.folder)), this.engine);
      const answer = tab.evaluate(ask, { query, limit: SHOWN });
      const late = new Promise((resolve) => setTimeout(resolve, FILE_PATIENCE, { hits: [] }).unref());
      return (await Promise.race([answer, late])).hits.length > 0;
    } catch {
      return false;
    } finally {
      await context.close();
    }
  }

  /** All files of the index and the texts, as a server sends them, in bytes. */
  weight() {
    const folder = join(this.bench.home, this.engine.folder);
    let sum = 0;
    for (const name of readdirSync(folder, { recursive: true })) {
      const file = join(folder, name);
      const kind = this.engine.kind(name.split(sep).join("/"));
      if ((kind === "index" || kind === "texts") && statSync(file).isFile()) {
        const bytes = readFileSync(file);
        const isGzip = bytes[0] === 0x1f && bytes[1] === 0x8b;
        sum += isGzip ? bytes.length : gzipSync(bytes, { level: 9 }).length;
      }
    }
    return sum;
  }
}
