// The one script: forms that answer at once, a slider that plays, numbers to point at, progress, files to drop.
// Without it every form has its button, and every page is whole.
"use strict";
(() => {
  const all = (what, from = document) => Array.from(from.querySelectorAll(what));

  // Puts new content in place of old and touches only what differs, so that a button that is being pressed, and the focus, stay.
  const renew = (old, now) => {
    if (old.nodeName !== now.nodeName || old.childNodes.length !== now.childNodes.length) { old.replaceWith(now); return; }
    if (old.nodeType !== Node.ELEMENT_NODE) { if (old.data !== now.data) old.data = now.data; return; }
    for (const { name } of Array.from(old.attributes)) if (!now.hasAttribute(name)) old.removeAttribute(name);
    for (const { name, value } of Array.from(now.attributes)) if (old.getAttribute(name) !== value) old.setAttribute(name, value);
    const next = Array.from(now.childNodes);
    Array.from(old.childNodes).forEach((child, place) => renew(child, next[place]));
  };
  const show = (target, text) => {
    const now = target.cloneNode(false);
    now.innerHTML = text;
    if (target.childNodes.length !== now.childNodes.length) target.replaceChildren(...now.childNodes);
    else renew(target, now);
    target.dispatchEvent(new Event("shown", { bubbles: true }));
  };

  // Forms that show their answer in place: the newest question is the one that is answered.
  const live = (form) => {
    const target = document.querySelector(form.dataset.live);
    let asking = false, again = false, timer = 0;
    const address = () => {
      const data = new URLSearchParams(new FormData(form));
      return form.getAttribute("action") + "?" + data;
    };
    const ask = async () => {
      if (asking) { again = true; return; }
      asking = true;
      const to = address();
      try {
        const answer = await fetch(to + "&part=1");
        if (answer.ok) {
          show(target, await answer.text());
          history.replaceState(null, "", to);
        }
      } finally {
        asking = false;
        if (again) { again = false; ask(); }
      }
    };
    const words = (input) => {
      const output = input.parentElement.querySelector("output");
      const text = (input.dataset.words || "").split("|")[input.value] || input.value;
      if (output) output.textContent = text;
      input.setAttribute("aria-valuetext", text);
    };
    form.addEventListener("input", (event) => {
      if (event.target.type === "range") words(event.target);
      clearTimeout(timer);
      timer = setTimeout(ask, event.target.type === "search" ? 250 : 40);
    });
    form.addEventListener("submit", (event) => { event.preventDefault(); ask(); });
    const play = form.querySelector("[data-play]"), slider = form.querySelector("input[type=range]");
    if (!play || !slider) return;
    play.hidden = false;
    let playing = 0;
    const stop = () => { clearInterval(playing); playing = 0; play.textContent = "Play"; };
    play.addEventListener("click", () => {
      if (playing) return stop();
      if (+slider.value >= +slider.max) { slider.value = slider.min; words(slider); ask(); }
      play.textContent = "Pause";
      playing = setInterval(() => {
        if (asking) return;
        if (+slider.value >= +slider.max) return stop();
        slider.value = +slider.value + 1;
        words(slider);
        ask();
      }, 450);
    });
  };
  all("form[data-live]").forEach(live);

  // What stands in a title of a figure is shown where one points or touches.
  const tip = document.createElement("div");
  tip.id = "tip"; tip.hidden = true; tip.setAttribute("aria-hidden", "true");
  document.body.append(tip);
  const point = (event) => {
    const part = event.target.closest && event.target.closest("svg *");
    let at = part;
    while (at && at.tagName !== "svg" && !(at.querySelector && at.querySelector(":scope > title"))) at = at.parentElement;
    const title = at && at.tagName !== "svg" && at.querySelector(":scope > title");
    if (!title) { tip.hidden = true; return; }
    tip.textContent = title.textContent;
    tip.hidden = false;
    const left = Math.min(event.clientX + 14, innerWidth - tip.offsetWidth - 8);
    const top = event.clientY + 18 + tip.offsetHeight > innerHeight ? event.clientY - tip.offsetHeight - 10 : event.clientY + 18;
    tip.style.left = Math.max(4, left) + "px"; tip.style.top = Math.max(4, top) + "px";
  };
  document.addEventListener("pointermove", point);
  document.addEventListener("pointerdown", point);
  document.addEventListener("scroll", () => { tip.hidden = true; }, { passive: true });

  // A slider beside a number: each follows the other, and a number that was changed is marked.
  const dials = (from) => all("[data-dial]", from).forEach((dial) => {
    const slide = dial.querySelector("input[type=range]"), number = dial.querySelector("input[type=number]");
    if (!slide || !slide.hidden) return;
    slide.hidden = false;
    const mark = () => dial.classList.toggle("changed", +number.value !== +number.dataset.was);
    slide.addEventListener("input", () => { number.value = +(+slide.value).toPrecision(4); mark(); });
    number.addEventListener("input", () => { slide.value = number.value; mark(); });
    mark();
  });
  dials(document);
  const foundHere = document.querySelector("#found");
  if (foundHere) new MutationObserver(() => dials(foundHere)).observe(foundHere, { childList: true });

  // What is set so far is told, so that it can be lived through while one looks on.
  all("form[data-ahead]").forEach((form) => {
    let timer = 0;
    const tell = () => fetch(form.dataset.ahead, { method: "POST", body: new URLSearchParams(new FormData(form)) }).catch(() => null);
    document.addEventListener("input", (event) => {
      if (event.target.form !== form && !event.target.closest("[data-dial]")) return;
      clearTimeout(timer);
      timer = setTimeout(tell, 250);
    });
  });

  // What is folded away is fetched when it is opened; without a script its button shows it.
  all("details[data-fill]").forEach((details) => details.addEventListener("toggle", async () => {
    const from = details.dataset.fill;
    if (!details.open || !from) return;
    delete details.dataset.fill;
    const answer = await fetch(from).catch(() => null);
    if (!answer || !answer.ok) { details.dataset.fill = from; return; }
    all(":scope > :not(summary)", details).forEach((part) => part.remove());
    details.insertAdjacentHTML("beforeend", await answer.text());
  }));

  // Files can be dropped where they can be chosen; a folder is walked through.
  const walk = async (entry, path, into) => {
    if (entry.isFile) {
      const file = await new Promise((done, fail) => entry.file(done, fail));
      into.append("files", file, path + file.name);
    } else {
      const reader = entry.createReader();
      for (;;) {
        const some = await new Promise((done, fail) => reader.readEntries(done, fail));
        if (!some.length) return;
        for (const inner of some) await walk(inner, path + entry.name + "/", into);
      }
    }
  };
  const send = async (form, data) => {
    const told = form.querySelector("[role=status]") || form.appendChild(document.createElement("p"));
    told.setAttribute("role", "status");
    told.textContent = "Taking the files in…";
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      if (answer.redirected) { location.assign(answer.url); return; }
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      told.textContent = all("main p", page).slice(0, -1).map((line) => line.textContent).join(" ");
    } catch { told.textContent = "The files were not taken in: there are too many, or they are too large."; }
  };
  all("form[data-drop]").forEach((form) => {
    form.addEventListener("dragover", (event) => { event.preventDefault(); form.classList.add("over"); });
    form.addEventListener("dragleave", () => form.classList.remove("over"));
    form.addEventListener("drop", async (event) => {
      event.preventDefault();
      form.classList.remove("over");
      const data = new FormData();
      const entries = Array.from(event.dataTransfer.items, (item) => item.webkitGetAsEntry()).filter(Boolean);
      for (const entry of entries) await walk(entry, "", data);
      send(form, data);
    });
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const data = new FormData();
      all("input[type=file]", form).forEach((input) => Array.from(input.files, (file) => data.append("files", file, file.webkitRelativePath || file.name)));
      send(form, data);
    });
  });

  // Progress, as it comes.
  const working = document.querySelector("#working"), follow = document.querySelector("[data-follow]");
  let busy = false, due = false;
  const refresh = async () => {
    if (busy) { due = true; return; }
    busy = true;
    try {
      const answer = await fetch(follow.dataset.follow + "?part=1");
      if (answer.ok) show(follow, await answer.text());
    } finally {
      busy = false;
      if (due) { due = false; refresh(); }
    }
  };
  if (working && window.EventSource) {
    const events = new EventSource("/events");
    let last = "";
    events.onmessage = (event) => {
      const open = JSON.parse(event.data).filter((job) => job.state === "working" || job.state === "waiting");
      const now = open.find((job) => job.state === "working");
      working.textContent = now ? ` (${now.done} of ${now.of || "?"})` : open.length ? " (waits)" : "";
      // Also at the first: it may have changed since the page was made.
      if (follow && last !== event.data) refresh();
      last = event.data;
    };
    addEventListener("pagehide", () => events.close());
  }
})();
