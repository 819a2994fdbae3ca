// @ts-check
// On the page of the relations: the record under the pointer or with the focus shows its lines.

(function () {
  "use strict";

  const graph = document.querySelector("svg.graph");
  if (!graph) {
    return;
  }
  const lines = [...graph.querySelectorAll("path[data-from]")];
  const nodes = [...graph.querySelectorAll("a[data-node]")];

  /** Lights up a record, its lines and its neighbours; nothing for null. @param {Element | null} node */
  function trace(node) {
    const number = node && node.getAttribute("data-node");
    const near = new Set([number]);
    for (const line of lines) {
      const from = line.getAttribute("data-from");
      const to = line.getAttribute("data-to");
      const isOn = number !== null && (from === number || to === number);
      line.classList.toggle("on", isOn);
      if (isOn) {
        near.add(from);
        near.add(to);
      }
    }
    for (const other of nodes) {
      other.classList.toggle("on", number !== null && near.has(other.getAttribute("data-node")));
    }
    graph?.classList.toggle("tracing", number !== null);
  }

  /** @param {Event} event */
  function under(event) {
    return event.target instanceof Element ? event.target.closest("a[data-node]") : null;
  }

  graph.addEventListener("pointerover", (event) => trace(under(event)));
  graph.addEventListener("pointerleave", () => trace(document.activeElement?.closest("a[data-node]") || null));
  graph.addEventListener("focusin", (event) => trace(under(event)));
  graph.addEventListener("focusout", () => trace(null));
})();
