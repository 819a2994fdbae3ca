// @ts-check
/* ↑↓ lead from the field to what stands below it, from one to the next, and back. */

/**
 * @param {HTMLInputElement} input
 * @param {HTMLElement} box nothing happens while it is hidden
 * @param {string} selector what in it takes the focus
 */
function arrows(input, box, selector) {
  /** @param {KeyboardEvent} event */
  function move(event) {
    const step = event.key === "ArrowDown" ? 1 : event.key === "ArrowUp" ? -1 : 0;
    const held = event.ctrlKey || event.metaKey || event.altKey || event.shiftKey;
    if (step === 0 || held || box.hidden || event.defaultPrevented || isComposing(event)) return;
    const stops = [input, .../** @type {NodeListOf<HTMLElement>} */ (box.querySelectorAll(selector))];
    if (stops.length < 2) return;
    // From what stands beside one, as the button that removes it, the way is the same.
    const row = event.target instanceof Element && event.target.closest("li");
    const found = stops.findIndex((stop) => stop === event.target || (row && row.contains(stop)));
    event.preventDefault();
    stops[(Math.max(0, found) + step + stops.length) % stops.length].focus();
  }
  box.addEventListener("keydown", move);
  input.addEventListener("keydown", move);
}
