// Where a built site has its scripts and style sheets.

import { readdirSync } from "node:fs";
import { join } from "node:path";

/** The file of a script or style sheet, whose name holds a hash of its content. */
export function asset(site, name) {
  const [stem, ending] = name.split(".");
  const found = readdirSync(join(site, "assets")).filter((file) => {
    const parts = file.split(".");
    return parts.length === 3 && parts[0] === stem && parts[2] === ending;
  });
  if (found.length !== 1) {
    throw new Error(`assets of the name ${name}: ${found}`);
  }
  return join(site, "assets", found[0]);
}
