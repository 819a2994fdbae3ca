// A server on 127.0.0.1 for the folders of all engines that counts what a browser gets.

import { existsSync, readFileSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, resolve, sep } from "node:path";
import { gzipSync } from "node:zlib";

const TYPES = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
};

/**
 * Serves `root`. Text is sent with gzip, as every host does; files of other types (Pagefind's,
 * which are gzip files already) as they stand. The first use of a file compresses it: what is
 * timed comes later.
 * @returns {Promise<{url: string, take: () => {path: string, bytes: number}[], close: () => void}>}
 *   `take` gives the files sent since the last call, with the bytes of their bodies
 */
export async function serveCounting(root) {
  let sent = [];
  const bodies = new Map();
  const bodyOf = (path) => {
    if (!bodies.has(path)) {
      const file = resolve(join(root, path));
      const inside = file.startsWith(resolve(root) + sep) && existsSync(file);
      const type = TYPES[extname(path)];
      const bytes = inside ? readFileSync(file) : undefined;
      bodies.set(path, { type, bytes: bytes && type ? gzipSync(bytes, { level: 9 }) : bytes });
    }
    return bodies.get(path);
  };
  const server = createServer((request, response) => {
    const path = decodeURIComponent(new URL(request.url, "http://host").pathname).slice(1);
    const { type, bytes } = bodyOf(path);
    if (!bytes) {
      response.writeHead(404).end();
      return;
    }
    sent.push({ path, bytes: bytes.length });
    const headers = { "content-type": type ?? "application/octet-stream", "cache-control": "max-age=3600" };
    response.writeHead(200, type ? { ...headers, "content-encoding": "gzip" } : headers).end(bytes);
  });
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    url: `http://127.0.0.1:${server.address().port}/`,
    take() {
      const taken = sent;
      sent = [];
      return taken;
    },
    close: () => server.close(),
  };
}
