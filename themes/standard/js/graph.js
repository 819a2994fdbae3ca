// @ts-check
// On the page of the relations: the record under the pointer or with the focus shows its lines, and
// a field leaves only the records of a name, with what is joined to them.

(function () {
  "use strict";

  const graph = /** @type {SVGSVGElement | null} */ (document.querySelector("svg.graph"));
  const region = graph?.closest("section");
  if (!graph || !region) {
    return;
  }
  const words = /** @type {any} */ (window).hakusho.words;
  /** Above the first record of a collection; between the tops of two records; below the last. */
  const HEAD = 34;
  const STEP = 32;
  const END = 10;

  /** @param {Element} element @param {string} name */
  const number = (element, name) => Number(element.getAttribute(name));

  const lines = [...graph.querySelectorAll("path[data-from]")].map((path) => ({
    path,
    from: number(path, "data-from"),
    to: number(path, "data-to"),
    drawn: path.getAttribute("d") || "",
  }));
  const heads = [...graph.querySelectorAll("text.head")].map((text) => ({
    text,
    x: number(text, "x"),
    y: number(text, "y"),
  }));
  const nodes = [...graph.querySelectorAll("a[data-node]")].map((link) => {
    const box = /** @type {Element} */ (link.querySelector("rect"));
    const [x, y] = [number(box, "x"), number(box, "y")];
    const above = heads.filter((head) => head.x === x && head.y < y);
    const name = fold(link.querySelector("title")?.textContent || "");
    return { link, x, y, at: y, name, head: above[above.length - 1], height: number(box, "height") };
  });
  const size = { width: number(graph, "width"), height: number(graph, "height") };

  /** @param {string} text */
  function fold(text) {
    return text.normalize("NFKC").toLowerCase().replace(/\s/g, "");
  }

  /** The records that are joined to one of `some`, and these. @param {Set<number>} some */
  function near(some) {
    const all = new Set(some);
    for (const { from, to } of lines) {
      if (some.has(from) || some.has(to)) {
        all.add(from);
        all.add(to);
      }
    }
    return all;
  }

  /** Lights up a record, its lines and its neighbours; nothing for null. @param {Element | null} link */
  function trace(link) {
    const traced = link ? nodes.findIndex((node) => node.link === link) : -1;
    const lit = traced < 0 ? new Set() : near(new Set([traced]));
    for (const { path, from, to } of lines) {
      path.classList.toggle("on", from === traced || to === traced);
    }
    nodes.forEach((node, at) => node.link.classList.toggle("on", lit.has(at)));
    graph?.classList.toggle("tracing", traced >= 0);
  }

  /** Leaves the records whose names hold `query`, with their neighbours, and closes the gaps. @param {string} query */
  function narrow(query) {
    const asked = fold(query);
    const named = new Set();
    nodes.forEach((node, at) => node.name.includes(asked) && named.add(at));
    const shown = asked === "" ? named : near(named);
    const bottom = asked === "" ? restore() : close(shown);
    graph?.setAttribute("height", `${bottom}`);
    graph?.setAttribute("viewBox", `0 0 ${size.width} ${bottom}`);
    for (const line of lines) {
      const [from, to] = [nodes[line.from], nodes[line.to]];
      const isNamed = named.has(line.from) || named.has(line.to);
      line.path.toggleAttribute("hidden", !isNamed);
      line.path.setAttribute("d", moved(line.drawn, from.at + from.height / 2, to.at + to.height / 2));
    }
    nodes.forEach((node, at) => {
      node.link.toggleAttribute("hidden", !shown.has(at));
      node.link.setAttribute("transform", `translate(0 ${node.at - node.y})`);
    });
    return named.size;
  }

  /** Everything to its first place. */
  function restore() {
    for (const node of nodes) {
      node.at = node.y;
    }
    for (const { text, y } of heads) {
      text.toggleAttribute("hidden", false);
      text.setAttribute("y", `${y}`);
    }
    return size.height;
  }

  /** Moves what is shown up in its column; returns the height. @param {Set<number>} shown */
  function close(shown) {
    /** @type {Map<number, number>} */
    const bottoms = new Map();
    const placed = new Set();
    nodes.forEach((node, at) => {
      if (!shown.has(at)) {
        return;
      }
      let y = bottoms.get(node.x) || 0;
      if (node.head && !placed.has(node.head)) {
        placed.add(node.head);
        y += HEAD;
        node.head.text.setAttribute("y", `${y - 9}`);
      }
      node.at = y;
      bottoms.set(node.x, y + STEP);
    });
    for (const head of heads) {
      head.text.toggleAttribute("hidden", !placed.has(head));
    }
    return Math.max(HEAD, ...bottoms.values()) + END;
  }

  /** A line with other heights at its ends. @param {string} path @param {number} y1 @param {number} y2 */
  function moved(path, y1, y2) {
    const [x1, , bend1, , bend2, , x2] = path.match(/-?\d+/g) || [];
    return `M${x1} ${y1}C${bend1} ${y1} ${bend2} ${y2} ${x2} ${y2}`;
  }

  function addField() {
    const label = document.createElement("label");
    label.className = "graph-filter";
    const field = document.createElement("input");
    field.type = "search";
    field.autocomplete = "off";
    const status = document.createElement("span");
    status.setAttribute("role", "status");
    label.append(words.graph_filter, field);
    const bar = document.createElement("div");
    bar.className = "graph-bar";
    bar.append(label, status);
    region?.before(bar);
    field.addEventListener("input", () => {
      const count = narrow(field.value);
      status.textContent = field.value ? words.found.replace("{n}", `${count}`) : "";
    });
  }

  /** @param {Event} event */
  function under(event) {
    return event.target instanceof Element ? event.target.closest("a[data-node]") : null;
  }

  addField();
  graph.addEventListener("pointerover", (event) => trace(under(event)));
  graph.addEventListener("pointerleave", () => trace(null));
  graph.addEventListener("focusin", (event) => trace(under(event)));
  graph.addEventListener("focusout", () => trace(null));
})();
