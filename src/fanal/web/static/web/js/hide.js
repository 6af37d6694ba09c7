// Hide: empties the page at once, ends the session, and replaces this page in the history.
// Shift pressed three times does the same. The browser's history of other pages is not erased.
// Until the server has answered that the session ended, the page stays empty, under the address of
// the calendar, and says it again. An error page would leave her signed in behind it.
"use strict";
{
  const form = document.querySelector("[data-hide]");
  const PRESSES = 3;
  const WITHIN_MS = 1500;
  const AGAIN_MS = 2000;
  const PATIENCE_MS = 10000;
  let presses = [];

  function hide() {
    document.documentElement.classList.add("hidden-now");
    // Whoever opens the tools of the browser meanwhile reads nothing of it either.
    document.body.replaceChildren();
    document.title = form.dataset.title;
    sessionStorage.clear();
    localStorage.clear();
    history.replaceState(null, "", form.dataset.hide);
    tell();
  }

  // Not `AbortSignal.timeout`: the telephones of before 2022 do not have it.
  function patience() {
    const over = new AbortController();
    setTimeout(() => over.abort(), PATIENCE_MS);
    return over.signal;
  }

  // Whoever ended the session redirects; a proxy with nobody behind it, and a server that cannot,
  // answer otherwise.
  async function tell() {
    let answer = null;
    try {
      answer = await fetch(form.action, {
        method: "POST", body: new FormData(form), keepalive: true, redirect: "manual",
        signal: patience(),
      });
    } catch {
      // Said again below.
    }
    if (answer?.type === "opaqueredirect") location.replace(form.dataset.hide);
    else setTimeout(tell, AGAIN_MS);
  }

  if (form) {
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      hide();
    });
    document.addEventListener("keyup", (event) => {
      const now = Date.now();
      presses = event.key === "Shift" ? [...presses.filter((t) => now - t < WITHIN_MS), now] : [];
      if (presses.length >= PRESSES) hide();
    });
  }

  // A page taken from the back/forward cache would show what was signed out since.
  window.addEventListener("pageshow", (event) => {
    if (event.persisted) location.reload();
  });
}
