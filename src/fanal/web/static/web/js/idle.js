// After a minute without a touch the page is veiled; after ten the session is locked.
// The server locks too: this is only what one sees.
"use strict";
{
  const veil = document.getElementById("veil");
  const page = document.getElementById("page");
  const lock = document.querySelector("[data-lock]");
  const TICK_MS = 5000;
  let touched = Date.now();
  let locking = false;

  function show(veiled) {
    if (veil.hidden === !veiled) return;
    veil.hidden = !veiled;
    page.inert = veiled;
    if (veiled) veil.querySelector("button").focus();
  }

  function look() {
    const seconds = (Date.now() - touched) / 1000;
    if (locking || !veil.isConnected) return; // hidden (hide.js): nothing of it is there
    if (lock && seconds > Number(veil.dataset.lockAfter)) {
      locking = true;
      lock.requestSubmit();
    } else if (seconds > Number(veil.dataset.veilAfter)) show(true);
  }

  if (veil) {
    const touch = () => {
      if (veil.hidden) touched = Date.now();
    };
    for (const kind of ["pointerdown", "pointermove", "keydown", "scroll", "input"]) {
      document.addEventListener(kind, touch, { passive: true });
    }
    veil.querySelector("button").addEventListener("click", () => {
      touched = Date.now();
      show(false);
    });
    setInterval(look, TICK_MS);
    document.addEventListener("visibilitychange", look);
  }

  // A name shown on demand closes again by itself; a page that was hidden (hide.js) has none.
  for (const shown of document.querySelectorAll("[data-closes-after]")) {
    setTimeout(() => {
      if (shown.isConnected) location.replace(location.pathname);
    }, Number(shown.dataset.closesAfter) * 1000);
  }
}
