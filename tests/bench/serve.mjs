// Usage: node serve.mjs PROGRAM ROOT FILE PAGE; see `serve`.
//
// Each round appends a line to FILE and waits until the page that shows it has fired `load`.

import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";

import { launch } from "../browser/lib.mjs";

const ROUNDS = 30;
/** What a site is not made from, and may be large. */
const LEFT_OUT = new Set([".git", "target", "node_modules", "public"]);

const [program, root, file, path] = process.argv.slice(2);
const home = mkdtempSync(join(tmpdir(), "hakusho-bench-"));
const folder = join(home, "site");
cpSync(resolve(root), folder, {
  recursive: true,
  filter: (from) => from === resolve(root) || !LEFT_OUT.has(basename(from)),
});
const options = ["serve", "--lang", "en", "--port", "0", "--root", folder];
const server = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"] });
process.on("exit", () => {
  server.kill();
  rmSync(home, { recursive: true, force: true });
});

const builds = [];
const address = await new Promise((ready) => {
  server.stderr.setEncoding("utf8").on("data", (said) => {
    builds.push(...Array.from(said.matchAll(/pages, (\d+) ms/g), ([, time]) => Number(time)));
    const [found] = said.match(/http:\/\/127\.0\.0\.1:\d+\//) ?? [];
    if (found) ready(found);
  });
});

const median = (numbers) => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const browser = await launch();
const page = await browser.newPage();
await page.goto(address + path);
const waits = [];
for (let round = 0; round < ROUNDS; round += 1) {
  const mark = `round-${round}-`;
  const loaded = page.waitForEvent("load");
  const start = performance.now();
  appendFileSync(join(folder, file), `\n\n${mark}\n`);
  await loaded;
  waits.push(performance.now() - start);
  if (!(await page.content()).includes(mark)) throw new Error("the page is not the new one");
  await page.waitForTimeout(100);
}
await browser.close();
console.log(`saved to reloaded: median ${median(waits).toFixed(0)} ms, longest ${waits.at(-1).toFixed(0)} ms`);
console.log(`of that the build: median ${median(builds.slice(1))} ms (${ROUNDS} rounds)`);
process.exit(0);
