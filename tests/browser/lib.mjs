// What every behaviour needs: a browser, the site's files, a small server, a report.
//
// Each behaviour is a script of its own: `node <behaviour>.mjs SITE …`, exit code 0 when it holds.
// Chromium is the system's, from HAKUSHO_CHROMIUM (tests/browser.rs sets it) or the usual names.

import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, extname, join, resolve, sep } from "node:path";
import { pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

/** Every page has exactly this policy. */
export const POLICY =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; " +
  "font-src 'self'; base-uri 'none'; form-action 'self'";

/** A site must work from folders with names like this: spaces, `#`, `%`, Japanese. */
export const AWKWARD_NAME = "公開 #1 100%";

/** What axe looks for. */
export const AXE_RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** What takes longer than this hangs, in milliseconds. */
export const PATIENCE = 8 * 60 * 1000;

function findChromium() {
  if (process.env.HAKUSHO_CHROMIUM) {
    return process.env.HAKUSHO_CHROMIUM;
  }
  const names = ["chromium", "chromium-browser", "google-chrome"];
  const folders = (process.env.PATH || "").split(delimiter);
  const found = folders.flatMap((folder) => names.map((name) => join(folder, name)));
  const path = found.find((candidate) => existsSync(candidate));
  if (!path) {
    throw new Error("no Chromium: install it or set HAKUSHO_CHROMIUM");
  }
  return path;
}

/** A headless browser with a profile of its own that calls nobody by itself. */
export function launch() {
  return chromium.launch({
    executablePath: findChromium(),
    headless: true,
    args: [
      // Containers have no user namespaces for the sandbox; the pages are our own.
      "--no-sandbox",
      "--disable-gpu",
      "--disable-quic",
      "--no-first-run",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
    ],
  });
}

/** Collects what is wrong, so that one run tells all of it. */
export class Report {
  #faults = [];

  fault(message) {
    this.#faults.push(message);
  }

  expect(condition, message) {
    if (!condition) {
      this.fault(message);
    }
  }

  /** Prints what was found and ends the process. */
  finish(summary) {
    const SHOWN = 40;
    for (const message of this.#faults.slice(0, SHOWN)) {
      console.error(`FAULT ${message}`);
    }
    if (this.#faults.length > SHOWN) {
      console.error(`… and ${this.#faults.length - SHOWN} more`);
    }
    console.log(`${summary}: ${this.#faults.length} faults`);
    process.exit(this.#faults.length === 0 ? 0 : 1);
  }
}

/** Runs a behaviour with a browser; an exception or a hang is a fault, too. */
export async function run(behaviour, patience = PATIENCE) {
  const report = new Report();
  setTimeout(() => {
    report.fault(`no end after ${patience / 1000} s`);
    report.finish("stopped");
  }, patience).unref();
  let browser;
  let summary = "stopped";
  try {
    browser = await launch();
    summary = await behaviour(browser, report);
  } catch (error) {
    report.fault(error.stack || String(error));
  }
  await browser?.close();
  report.finish(summary);
}

/** The HTML files of a site, as sorted paths with `/`. */
export function htmlPages(site) {
  return readdirSync(site, { recursive: true })
    .map((path) => path.split(sep).join("/"))
    .filter((path) => path.endsWith(".html"))
    .sort();
}

export function read(site, path) {
  return readFileSync(join(site, path), "utf8");
}

/** A copy of a site that a test may damage; removed at the end of the process. */
export function copySite(site) {
  const home = mkdtempSync(join(tmpdir(), "hakusho-browser-"));
  process.on("exit", () => rmSync(home, { recursive: true, force: true }));
  const copy = join(home, AWKWARD_NAME);
  cpSync(site, copy, { recursive: true });
  return copy;
}

/** The address of a site's folder on file://, with a `/` at its end. */
export function fileRoot(site) {
  return `${pathToFileURL(resolve(site)).href}/`;
}

/** The address of one of a site's pages under `root`. */
export function pageUrl(root, path) {
  return root + path.split("/").map(encodeURIComponent).join("/");
}

/** A result's or a link's page: the path in the site without its anchor. */
export function pageOf(url) {
  return decodeURIComponent(url.replace(/[?#].*$/, ""));
}

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".png": "image/png",
};

/**
 * Serves a site under a sub-path, as GitHub Pages does.
 * `strays` collects the paths that were asked for outside the sub-path.
 */
export async function serve(site, prefix = "/a/b/") {
  const strays = [];
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname);
    if (!path.startsWith(prefix)) {
      // `/favicon.ico`, too, which browsers ask for when a page names no icon.
      strays.push(path);
      response.writeHead(404).end();
      return;
    }
    const file = join(site, path.slice(prefix.length) || "index.html");
    if (!resolve(file).startsWith(resolve(site) + sep) || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const type = TYPES[extname(file)] || "application/octet-stream";
    response.writeHead(200, { "content-type": type }).end(readFileSync(file));
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  const root = `http://127.0.0.1:${server.address().port}${prefix}`;
  return { root, strays, close: () => server.close() };
}

/** Both ways of opening a site: from the folder, and from a server under a sub-path. */
export async function bothRoots(site) {
  const server = await serve(site);
  return { roots: [fileRoot(site), server.root], server };
}

/** A page of a site, opened. */
export async function openPage(browser, root, path) {
  const page = await browser.newPage();
  page.setDefaultTimeout(10_000);
  await page.goto(pageUrl(root, path));
  return page;
}

/** Opens the search dialog by key and types as an input method does: at once, not key by key. */
export async function typeIntoDialog(page, query, key = "/") {
  await page.keyboard.press(key);
  await page.locator("dialog[open] input").first().waitFor();
  await page.keyboard.insertText(query);
}

export async function closeDialog(page) {
  await page.keyboard.press("Escape");
  await page.locator("dialog[open]").waitFor({ state: "detached" });
}

/** Puts text under composition into the focused field, as an input method does at each key. */
export async function compose(page, text) {
  const devtools = await page.context().newCDPSession(page);
  const at = text.length;
  await devtools.send("Input.imeSetComposition", { text, selectionStart: at, selectionEnd: at });
}

/** What `look` gives, once it is as wanted; else what it gave last. `{value, right}` */
export async function settled(page, look, isWanted, tries = 100) {
  let value;
  for (let count = 0; count < tries; count += 1) {
    value = await look();
    if (isWanted(value)) {
      return { value, right: true };
    }
    await page.waitForTimeout(50);
  }
  return { value, right: false };
}

/** The hits in view below a selector: `[{path, tier, text}]`. */
export function shownHits(page, root, selector) {
  return page.locator(`${selector} .hit`).evaluateAll(
    (links, start) =>
      links.map((link) => ({
        path: decodeURIComponent(link.href.slice(start.length).replace(/[?#].*$/, "")),
        tier: link.querySelector(".tier").textContent,
        text: link.querySelector(".hit-excerpt").textContent,
      })),
    root,
  );
}

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** Nothing that axe finds, and nothing that is wider than the screen. */
export async function isAccessible(page, report, where) {
  // By way of the debugger: the pages' own policy, which forbids such a script, stays in force.
  await page.evaluate(AXE);
  const violations = await page.evaluate(async (rules) => {
    const { violations } = await window.axe.run(document, { runOnly: rules });
    return violations.map(({ id, impact, help, nodes }) => ({
      words: `${id} (${impact}): ${help}`,
      nodes: nodes.map(({ html, failureSummary }) => `${html.slice(0, 200)} — ${failureSummary}`),
    }));
  }, AXE_RULES);
  for (const { words, nodes } of violations) {
    report.fault(`${where}: ${words}\n  ${nodes.slice(0, 3).join("\n  ")}`);
  }
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  report.expect(wide <= 0, `${where}: ${wide}px wider than the screen`);
}

/** Runs behaviours one after the other; one that throws does not keep the others from running. */
export async function each(report, behaviours, ...given) {
  for (const behaviour of behaviours) {
    try {
      await behaviour(...given);
    } catch (error) {
      report.fault(`${behaviour.name}: ${error.message}`);
    }
  }
  return `${behaviours.length} behaviours`;
}

/** The differences of two lists as words, or nothing. */
export function difference(expected, found) {
  const missing = expected.filter((item) => !found.includes(item));
  const extra = found.filter((item) => !expected.includes(item));
  const parts = [];
  if (missing.length > 0) {
    parts.push(`lacks ${missing.join(", ")}`);
  }
  if (extra.length > 0) {
    parts.push(`also has ${extra.join(", ")}`);
  }
  return parts.join("; ");
}
