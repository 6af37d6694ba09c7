// Keeps what is being typed: three seconds after the last key, on leaving a field or the page, and
// before anything else is sent. The server seals it to the writer alone. Until it has, the text is
// in this page and nowhere else: nothing is ever put into the storage of the browser.
"use strict";
{
  const REST_MS = 3000;
  const AGAIN_MS = 10000;
  const PATIENCE_MS = 4000;
  const LARGEST_ON_LEAVING = 60000; // what a browser still sends when its page is gone
  const NOBODY_BEHIND = [502, 504]; // only a proxy says so
  const FORBIDDEN = 403;
  const LOCKED = "locked";
  const calendar = document.querySelector("[data-hide]")?.dataset.hide; // gone once it is hidden

  // Not `AbortSignal.timeout`: the telephones of before 2022 do not have it.
  function patience() {
    const over = new AbortController();
    setTimeout(() => over.abort(), AGAIN_MS);
    return over.signal;
  }

  async function there() {
    const signal = patience();
    const answer = await fetch(calendar, { signal })
      .catch(() => null);
    return Boolean(answer) && !NOBODY_BEHIND.includes(answer.status);
  }

  class Writing {
    constructor(line) {
      this.line = line;
      this.form = line.closest("form");
      this.kept = this.opened = this.text();
      this.at = line.dataset.at || ""; // the hour of the last seal
      this.since = ""; // the hour since when there is no network
      this.touched = 0;
      this.running = null;
    }

    text() {
      const all = new URLSearchParams();
      for (const [name, value] of new FormData(this.form)) {
        if (typeof value === "string") all.append(name, value);
      }
      return all.toString();
    }

    get open() { return !this.sent && this.text() !== this.kept; }
    get written() { return this.at || this.text() !== this.opened; }

    typed() {
      this.touched = Date.now();
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(), REST_MS);
    }

    // Tells "kept", "offline" or "refused".
    async keep() {
      while (this.running) await this.running;
      if (!this.open) return "kept";
      clearTimeout(this.timer);
      this.running = this.send(this.text()).finally(() => { this.running = null; });
      const told = await this.running;
      if (told === "offline") this.timer = setTimeout(() => this.keep(), AGAIN_MS);
      return told;
    }

    async send(text) {
      let answer;
      try {
        answer = await fetch(this.line.dataset.draft, {
          method: "POST", body: new URLSearchParams(text), redirect: "manual",
          signal: patience(),
        });
        if (NOBODY_BEHIND.includes(answer.status)) throw new Error("nobody there");
      } catch {
        this.since ||= hourNow();
        this.say("care", "offline", this.since);
        return "offline";
      }
      this.since = "";
      const told = answer.ok ? await answer.json().catch(() => ({})) : {};
      if (!told.kept) {
        if (!this.sent) this.say("care", "refused");
        return "refused";
      }
      this.kept = text;
      this.at = told.at;
      this.say("care");
      this.say("kept", "kept", told.at);
      return "kept";
    }

    // On its way to be saved. An answer that leaves the page where it is deserves a draft again.
    goes() {
      this.sent = true;
      setTimeout(() => { this.sent = false; }, AGAIN_MS);
    }

    // Whether anybody is there. A browser writes what it sent to nobody into its files, to send it
    // again; so nothing is sent then.
    async reach() {
      this.since = await there() ? "" : this.since || hourNow();
    }

    leave() {
      const text = this.text();
      if (!this.open || text.length > LARGEST_ON_LEAVING) return;
      const body = new URLSearchParams(text);
      this.kept = text;
      fetch(this.line.dataset.draft, { method: "POST", body, keepalive: true, redirect: "manual" })
        .catch(() => {});
    }

    say(place, words, time = "") {
      const told = words ? this.line.dataset[words].replace("{time}", time && hourInWords(time)) : "";
      const where = this.line.querySelector(`[data-draft-${place}]`);
      if (where.textContent !== told) where.textContent = told;
    }
  }

  const lines = [...document.querySelectorAll("[data-draft]")].filter((one) => one.closest("form"));
  const writings = lines.map((line) => new Writing(line));
  const of = (form) => writings.find((one) => one.form === form);
  const hidden = () => document.documentElement.classList.contains("hidden-now");
  const later = (ms) => new Promise((done) => setTimeout(done, ms, "offline"));

  async function keepAll() {
    const open = writings.filter((one) => one.open);
    const told = await Promise.all(open.map((one) => Promise.race([one.keep(), later(PATIENCE_MS)])));
    return told.find((one) => one !== "kept") || "kept";
  }

  for (const kind of ["input", "change"]) {
    document.addEventListener(kind, (event) => of(event.target.form)?.typed());
  }
  document.addEventListener("focusout", (event) => of(event.target.form)?.keep());
  document.addEventListener("visibilitychange", () => {
    if (document.hidden && !hidden()) for (const one of writings) one.keep();
  });
  window.addEventListener("pagehide", () => {
    if (!hidden()) for (const one of writings) one.leave();
  });
  window.addEventListener("online", () => { for (const one of writings) if (one.open) one.keep(); });
  window.addEventListener("pageshow", () => { for (const one of writings) one.sent = false; });
  window.addEventListener("beforeunload", (event) => {
    if (!hidden() && writings.some((one) => one.since && one.open)) event.preventDefault();
  });

  // Whatever is sent: first what is typed is sealed. Without a network the page stays, and the text.
  let going = false;
  let released = null;
  document.addEventListener("submit", async (event) => {
    const form = event.target;
    const locks = "lock" in form.dataset;
    if (event.defaultPrevented || form.getAttribute("method") !== "post") return;
    const own = of(form);
    const waits = own || locks || writings.some((one) => one.open);
    if (released === form || (!going && !waits)) return own?.goes();
    event.preventDefault();
    if (going) return; // a second tap
    going = true;
    const asks = own && !own.open;
    const told = await keepAll();
    if (asks) await own.reach();
    if (locks) return lock(form, told);
    const offline = writings.find((one) => one.since);
    going = false;
    if (offline) return offline.say("care", "unsent", offline.since);
    released = form;
    form.requestSubmit(event.submitter);
    released = null;
  });

  // A lock that nobody hears is none: the page stays covered until the server has locked. Only then
  // it is left, so that an error page has no open session behind it.
  async function lock(form, told) {
    const written = writings.filter((one) => one.written).sort((a, b) => b.touched - a.touched);
    const why = written.length ? "offline" : "offlineEmpty";
    setTimeout(cover, PATIENCE_MS, why);
    let state = told;
    while (state === "offline" || !(await locked(form, written[0], state))) {
      cover(why);
      await later(AGAIN_MS);
      state = await keepAll();
    }
    HTMLFormElement.prototype.submit.call(form);
  }

  async function locked(form, last, state) {
    if (last) sayWhatBecame(form, last, state);
    const status = await asksToLock(form);
    return status === LOCKED || (status === FORBIDDEN && await renew(form)
      && await asksToLock(form) === LOCKED);
  }

  // Whoever locked redirects, to where it is unlocked or signed in; what a proxy or a server that
  // cannot lock answers is no lock, nor is a refusal.
  async function asksToLock(form) {
    const answer = await fetch(form.action, {
      method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual",
      signal: patience(),
    }).catch(() => null);
    return answer?.type === "opaqueredirect" ? LOCKED : answer?.status;
  }

  // After a sign-in in another tab the token of this page counts no more. A page that anybody may
  // read has the one that does.
  async function renew(form) {
    const text = await fetch(form.dataset.lock, { signal: patience() })
      .then((answer) => answer.text()).catch(() => "");
    const page = new DOMParser().parseFromString(text, "text/html");
    const token = page.querySelector("[name=csrfmiddlewaretoken]");
    if (token) form.elements.csrfmiddlewaretoken.value = token.value;
    return Boolean(token);
  }

  function sayWhatBecame(form, last, state) {
    const say = (name, value) => { form.elements[name].value = value; };
    const kept = state === "kept";
    say("kept", last.form.elements.draft.value);
    say("at", kept ? last.at : "");
    say("until", kept ? "" : last.at);
    say("lost", kept || last.at ? "" : "1");
  }

  // To be locked without a network: nobody reads the page, and nothing of it is lost.
  function cover(why) {
    const veil = document.getElementById("veil");
    veil.hidden = false;
    document.getElementById("page").inert = true;
    veil.querySelector("button")?.remove();
    const words = veil.querySelector("h2");
    words.textContent = veil.dataset[why];
    words.tabIndex = -1;
    words.focus();
  }
}
