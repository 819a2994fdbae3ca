// Usage: node preview.mjs SITE PROGRAM ROOT
//
// `PROGRAM serve` on a copy of the folder ROOT, in a browser: a saved file reloads the page where
// the reader stands, a broken one opens the panel over the last good page, which axe finds nothing
// in and the keyboard closes; a mended one takes it away. A stopped server is said, and pages
// reload when it is back. SITE, the built site, is not used.

import { spawn } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { AXE_RULES, run } from "./lib.mjs";

const [, program, source] = process.argv.slice(2);
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

const home = mkdtempSync(join(tmpdir(), "hakusho-preview-"));
const folder = join(home, "台帳 #1");
cpSync(source, folder, { recursive: true });
let server;
process.on("exit", () => {
  server?.kill();
  rmSync(home, { recursive: true, force: true });
});

/** Starts the server; its address. */
function start(port) {
  const options = ["serve", "--lang", "ja", "--port", String(port), "--root", folder];
  server = spawn(program, options, { stdio: ["ignore", "ignore", "pipe"] });
  return new Promise((ready, failed) => {
    let said = "";
    server.stderr.on("data", (data) => {
      said += data;
      const [address] = said.match(/http:\/\/127\.0\.0\.1:\d+\//) ?? [];
      if (address) ready(address);
    });
    server.on("exit", () => failed(new Error(`the server ended: ${said}`)));
  });
}

function stop() {
  server.removeAllListeners("exit");
  const ended = new Promise((resolve) => server.on("exit", resolve));
  server.kill();
  return ended;
}

const PAGE = join(folder, "content/works/wall.md");
const GOOD = readFileSync(PAGE, "utf8");
/** In one step, so that on a busy machine no build sees a page cut short. */
const save = (text) => {
  writeFileSync(join(home, "saved"), text);
  renameSync(join(home, "saved"), PAGE);
};

async function savingReloads(page, report) {
  const tall = `${GOOD}\n${"- 長い文\n".repeat(120)}`;
  save(`${tall}- 保存した文\n`);
  await page.locator("li", { hasText: "保存した文" }).waitFor();
  report.expect((await page.locator(".panel:visible").count()) === 0, "a panel without problems");
  await page.evaluate(() => scrollTo(0, 2000));
  save(`${tall}- 二度目に保存した文\n`);
  await page.locator("li", { hasText: "二度目に保存した文" }).waitFor();
  await page.waitForFunction(() => scrollY === 2000);
}

async function errorsOpenThePanel(page, report) {
  save(`${GOOD}\n- 壊れた文 [取組99]\n`);
  const panel = page.locator(".panel.stale");
  await panel.waitFor();
  const text = await panel.innerText();
  for (const part of ["診断 1", "works/wall.md:", "[取組99]", "最後に作れたサイト"]) {
    report.expect(text.includes(part), `the panel does not say ${part}: ${text}`);
  }
  const marked = await page.locator(".panel mark").innerText();
  report.expect(marked === "取組99", `marked: ${marked}`);
  report.expect(await page.locator("li", { hasText: "二度目に保存した文" }).isVisible(), "no page");
  await page.locator(".panel button").focus();
  await page.keyboard.press("Escape");
  report.expect((await page.locator(".panel li").count()) === 0, "Esc does not close the panel");
  const focused = await page.evaluate(
    () => document.querySelector("hakusho-serve").shadowRoot.activeElement?.textContent,
  );
  report.expect(focused === "診断 1", `after closing, the focus is on ${focused}`);
  await page.keyboard.press("Enter");
  report.expect((await page.locator(".panel li").count()) === 1, "Enter does not open it again");
  save(`${GOOD}\n- 直した文\n`);
  await page.locator("li", { hasText: "直した文" }).waitFor();
  report.expect((await page.locator(".panel:visible").count()) === 0, "the panel stays");
}

async function axeFindsNothing(browser, address, report) {
  save(`${GOOD}\n- 壊れた文 [取組99]\n`);
  for (const viewport of [{ width: 1280, height: 800 }, { width: 320, height: 640 }]) {
    const page = await browser.newPage({ viewport });
    await page.goto(`${address}works/wall.html`);
    await page.locator(".panel.stale").waitFor();
    await page.evaluate(AXE);
    const found = await page.evaluate((rules) => globalThis.axe.run({ runOnly: rules }), AXE_RULES);
    const ids = found.violations.map((violation) => violation.id);
    report.expect(ids.length === 0, `axe at ${viewport.width}: ${ids}`);
    await page.close();
  }
}

async function aStoppedServerIsSaid(page, address) {
  await stop();
  await page.locator(".panel .lost").waitFor();
  save(`${GOOD}\n- 止まっていた間の文\n`);
  await start(new URL(address).port);
  await page.locator("li", { hasText: "止まっていた間の文" }).waitFor();
}

run(async (browser, report) => {
  const address = await start(0);
  const page = await browser.newPage();
  page.setDefaultTimeout(20_000);
  page.on("pageerror", (error) => report.fault(`script: ${error}`));
  page.on("console", (message) => {
    // The browser itself reports connections that end while the server is away.
    if (message.type() === "error" && !message.text().includes("net::ERR_")) {
      report.fault(`console: ${message.text()}`);
    }
  });
  await page.goto(`${address}works/wall.html`);
  await savingReloads(page, report);
  await errorsOpenThePanel(page, report);
  await axeFindsNothing(browser, address, report);
  await aStoppedServerIsSaid(page, address);
  return "preview";
});
