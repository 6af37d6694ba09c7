// Says what takes longer than a second, and that there is no network. A page that is read goes on
// being readable; what is typed has its own line (drafts.js).
"use strict";
{
  const line = document.querySelector("[data-notice]");
  const AFTER_MS = 1000;
  let waiting = null;

  function say(words) {
    line.textContent = words;
    line.hidden = !words;
  }

  const network = () => say(navigator.onLine ? ""
    : line.dataset.offline.replace("{time}", hourInWords(hourNow())));

  function done() {
    clearTimeout(waiting);
    document.documentElement.removeAttribute("aria-busy");
    network();
  }

  if (line) {
    document.addEventListener("submit", (event) => {
      if (event.defaultPrevented) return;
      clearTimeout(waiting);
      waiting = setTimeout(() => {
        document.documentElement.setAttribute("aria-busy", "true");
        say(line.dataset.working);
        waiting = setTimeout(done, 60 * AFTER_MS); // a download leaves the page where it is
      }, AFTER_MS);
    });
    window.addEventListener("pageshow", done);
    window.addEventListener("online", network);
    window.addEventListener("offline", network);
    if (!navigator.onLine) network();
  }
}
