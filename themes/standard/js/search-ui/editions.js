// @ts-check
/* Whether old editions are searched, too: said by the address, else remembered by the reader's own browser. */

/** The parameter of an address that says so. */
const EDITIONS = "editions";

/** One choice a site, as with recent queries. */
const choiceKey = () => `hakusho-editions ${new URL(hakusho.root || "./", location.href).pathname}`;

function remembersEditions() {
  try {
    return localStorage.getItem(choiceKey()) === "1";
  } catch (refused) {
    return false;
  }
}

/** @param {boolean} wanted */
function rememberEditions(wanted) {
  try {
    if (wanted) localStorage.setItem(choiceKey(), "1");
    else localStorage.removeItem(choiceKey());
  } catch (refused) {
    // Storage is a convenience.
  }
}

/**
 * The box to tick; hidden where there are no old editions.
 * @param {() => void} changed called when the reader has ticked it or not
 */
function oldEditions(changed) {
  const box = element("label", "editions-too");
  const tick = element("input");
  tick.type = "checkbox";
  tick.checked = remembersEditions();
  box.append(tick, words.editions_too);
  const { index = "" } = document.documentElement.dataset;
  box.hidden = !hakusho.site.editions.some(({ languages }) => languages.includes(index));
  const decide = () => {
    rememberEditions(tick.checked);
    changed();
  };
  tick.addEventListener("change", decide);
  const isOn = () => tick.checked && !box.hidden;
  return {
    box,
    /** Whether the reader could still have them searched. */
    isLeft: () => !tick.checked && !box.hidden,
    /** Ticks the box for the reader. */
    add() {
      tick.checked = true;
      decide();
    },
    /** Takes over what an address says. @param {URLSearchParams} parameters */
    set(parameters) {
      tick.checked = parameters.has(EDITIONS) || remembersEditions();
    },
    /** What an address says of it. @returns {[string, string][]} */
    parameters: () => (isOn() ? [[EDITIONS, "1"]] : []),
    /** For the engine. @returns {Narrowing} */
    narrowing: () => (isOn() ? { editions: true } : {}),
  };
}
