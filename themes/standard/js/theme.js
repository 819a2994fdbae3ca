// @ts-check
// Runs before the first paint, so that a chosen colour scheme never flashes. From file:// some
// browsers refuse storage: the system's choice holds then.
(function () {
  "use strict";
  try {
    var choice = localStorage.getItem("hakusho-theme");
    if (choice === "light" || choice === "dark") {
      document.documentElement.dataset.theme = choice;
    }
  } catch (refused) {
    // Storage is a convenience.
  }
})();
