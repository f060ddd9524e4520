// What the components of the book share: loading recordings, reading them, and
// building elements. Plain scripts, so that a page opened from a disk works too.
//
// A recording is a script that calls `poolBook(data)`; its format is described in
// tests/tests/recordings/recording.rs and pack.rs. Components name it relative to
// the root of the book: <pool-timeline src="recordings/basic_pool.js">.
"use strict";

const poolBook = (() => {
  const loading = new Map();

  // Called by a recording that has been loaded.
  function book(data) {
    document.currentScript.poolData = data;
  }

  book.load = (src) => {
    if (!loading.has(src)) {
      loading.set(src, new Promise((resolve, reject) => {
        const script = document.createElement("script");
        const root = typeof path_to_root === "string" ? path_to_root : "";
        script.src = root + src;
        script.onload = () => resolve(script.poolData);
        script.onerror = () => reject(new Error(`cannot load ${src}`));
        document.head.append(script);
      }));
    }
    return loading.get(src);
  };

  // The words of the page's language: see pool-words.js.
  book.words = poolWords[document.documentElement.lang] ?? poolWords.en;

  const SVG = "http://www.w3.org/2000/svg";

  function build(element, attributes, children) {
    for (const [name, value] of Object.entries(attributes ?? {})) {
      if (name.startsWith("on")) element.addEventListener(name.slice(2), value);
      else if (value === true) element.setAttribute(name, "");
      else if (value !== false && value != null) element.setAttribute(name, value);
    }
    element.append(...children.filter((child) => child != null));
    return element;
  }

  book.html = (tag, attributes, ...children) =>
    build(document.createElement(tag), attributes, children);
  book.svg = (tag, attributes, ...children) =>
    build(document.createElementNS(SVG, tag), attributes, children);

  // A button of text.
  book.button = (text, onclick, more) =>
    book.html("button", { type: "button", onclick, ...more }, text);

  // `jobs` in the text becomes <code>jobs</code>.
  book.prose = (text) => text.split("`").map((part, index) =>
    index % 2 ? book.html("code", {}, part) : part);

  // 250 ms, 1.25 ms
  book.time = (nanos) => {
    const ms = nanos / 1e6;
    return book.words.milliseconds(Number.isInteger(ms) ? ms : ms.toFixed(3).replace(/0+$/, ""));
  };

  // lesson.rs:42, and the line of source behind it.
  book.place = ([place, code]) =>
    [book.html("span", { class: "pool-place" }, place.replace(/^.*\//, "")), " ",
      book.html("code", {}, code)];

  const STATES = ["", "works", "sleeps", "waits"];

  // One run of a recording, told in spans: { threads, queues, events, lines, … }.
  // A moment is { at, step }: nanoseconds, and the number of operations before.
  book.read = (recording, run) => {
    const words = book.words;
    const word = (index) => recording.words[index];
    const threads = run.threads.map((name) => ({ name: word(name), spans: [] }));
    const objects = run.objects.map(([name, kind, capacity]) =>
      ({ name: word(name), kind, capacity, points: [], peak: 0 }));
    const events = [];
    const lines = [];
    const open = threads.map(() => null);
    const said = threads.map(() => null);
    let at = 0;

    const close = (thread, now) => {
      if (open[thread]) threads[thread].spans.push({ ...open[thread], to: now });
      open[thread] = null;
    };
    const turn = (thread, now, state, more) => {
      close(thread, now);
      open[thread] = { from: now, state, ...more };
    };

    turn(0, { at: 0, step: 0 }, "runs");
    for (const [since, thread, kind, place, a, b, c] of run.events) {
      at += since;
      const now = { at, step: events.length };
      const event = { at, thread, place: place < 0 ? null : recording.code[place] };
      if (kind === 0) {
        turn(a, now, "runs");
        threads[a].began = now.step;
        event.text = words.starts(threads[a].name);
      } else if (kind <= 3) {
        const reason = kind === 3 ? word(a) : null;
        const object = kind === 3 && b >= 0 ? objects[b] : null;
        const held = object && (/Mutex|RwLock/.test(object.kind) || /^to send/.test(reason));
        turn(thread, now, held ? "held" : STATES[kind],
          { reason, place: event.place, said: kind === 3 ? null : said[thread] });
        event.text = reason ? words.waits(reason) : kind === 1 ? words.beginsToWork : words.beginsToSleep;
      } else if (kind === 4) {
        turn(thread, now, "runs");
        continue;
      } else if (kind === 5) {
        close(thread, { at, step: now.step + 1 });
        event.text = words.ends;
      } else if (kind === 6) {
        event.text = word(a) + (b >= 0 ? ` ${objects[b].name}` : "");
        if (b >= 0 && c >= 0) {
          objects[b].points.push({ at, step: now.step, depth: c });
          objects[b].peak = Math.max(objects[b].peak, c);
          event.text = words.does(event.text, c);
        }
      } else {
        said[thread] = word(a);
        event.text = words.says(word(a));
        lines.push({ at, step: now.step + 1, thread, text: word(a) });
      }
      events.push(event);
    }
    const end = { at: run.end, step: events.length };
    threads.forEach((thread, index) => {
      thread.alive = open[index] !== null;
      close(index, end);
    });
    const queues = objects.filter((object) => object.peak > 0);
    return { threads, queues, events, lines, end };
  };

  // Code that is wider than the page scrolls, also for readers without a mouse.
  function reach() {
    for (const code of document.querySelectorAll("main pre > code")) {
      if (code.scrollWidth > code.clientWidth) code.tabIndex = 0;
    }
  }
  addEventListener("load", reach);
  addEventListener("resize", reach);
  // What is folded has no width before.
  document.addEventListener("toggle", reach, true);

  return book;
})();
window.poolBook = poolBook;
