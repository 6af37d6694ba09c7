// A button that calls the browser's own print. Without JavaScript the menu of the browser does it.
"use strict";
for (const place of document.querySelectorAll("[data-print]")) {
  place.hidden = false;
  place.addEventListener("click", () => window.print());
}
