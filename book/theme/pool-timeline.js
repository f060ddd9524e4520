// <pool-timeline>: a run to be played, from a recording of the real program.
//
//   <pool-timeline src="recordings/basic_pool.js">
//   <img src="recordings/basic_pool.svg" alt="Three workers share ten jobs.">
//   </pool-timeline>
//
// What is inside is shown when scripts are off, and in print. Without a blank
// line before it and within it, as Markdown would end the element there.
// Keys on the picture: left and right step, up and down choose a lane, Home and
// End go to the ends, + and - zoom, space plays.
"use strict";

(() => {
  const { html, svg, button, time } = poolBook;
  const LANE = 26;
  const QUEUE = 34;
  const AXIS = 18;
  // A whole run is played in about this many milliseconds.
  const LENGTH = 12000;
  const MOST_LANES = 60;
  const STATES = {
    runs: "can run", works: "works", sleeps: "sleeps", waits: "waits",
    held: "waits", none: "has not begun", ended: "has ended",
  };
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let count = 0;

  class PoolTimeline extends HTMLElement {
    async connectedCallback() {
      if (poolBook.printed || this.recording) return;
      try {
        this.recording = await poolBook.load(this.getAttribute("src"));
      } catch (error) {
        console.error(error);
        return;
      }
      this.id ||= `pool-timeline-${++count}`;
      this.zoom = 1;
      this.lane = 0;
      const [least, , first] = this.recording.workers ?? [0, 0, 0];
      this.build();
      this.choose(first - least, 0);
      this.classList.add("pool-ready");
      new ResizeObserver(() => this.draw()).observe(this.scroller);
    }

    disconnectedCallback() {
      this.pause();
    }

    // The parts that stay when the run changes.
    build() {
      const { workers, variants, name } = this.recording;
      this.command = html("code", { class: "pool-command" });
      this.names = html("div", { class: "pool-names", "aria-hidden": "true" });
      this.scroller = html("div", {
        class: "pool-lanes", tabindex: 0, role: "application",
        "aria-label": "Timeline: arrow keys step and choose a lane",
        onkeydown: (event) => this.key(event),
        onpointerdown: (event) => this.point(event),
        onpointermove: (event) => this.point(event),
      });
      this.playButton = button("Play", () => this.playing ? this.pause() : this.play(),
        { class: "pool-play" });
      this.scrub = html("input", {
        type: "range", min: 0, class: "pool-scrub", "aria-label": "Moment of the run",
        oninput: () => { this.pause(); this.go(Number(this.scrub.value)); },
      });
      this.clock = html("output", { class: "pool-clock" });
      this.news = html("p", { class: "pool-news", "aria-live": "polite" });
      this.now = html("ul", { class: "pool-now", tabindex: 0, "aria-label": "Who does what now" });
      this.lines = html("ol", { class: "pool-lines", tabindex: 0, "aria-label": "What the program prints" });
      this.verdict = html("div", { class: "pool-verdict" });
      this.toEnd = button("", () => { this.pause(); this.go(this.run.end.step); },
        { class: "pool-to-end" });
      const step = (by) => () => { this.pause(); this.go(this.at + by); };
      const choices = [];
      if (workers) {
        this.workers = html("input", {
          type: "range", min: workers[0], max: workers[1], value: workers[2],
          class: "pool-workers", id: `${this.id}-workers`,
          oninput: () => this.choose(this.workers.value - workers[0], this.variant),
        });
        this.workersShown = html("output", {}, String(workers[2]));
        choices.push(html("label", { for: this.workers.id }, "workers "),
          this.workers, this.workersShown);
      }
      if (variants.length > 1) {
        this.luck = html("select", {
          class: "pool-luck", "aria-label": "Seed or schedule",
          onchange: () => this.choose(this.row, this.luck.selectedIndex),
        }, ...variants.map((label) => html("option", {}, label)));
        choices.push(this.luck);
      }
      this.append(html("section", { class: "pool pool-timeline", "aria-label": `Run of ${name}` },
        html("div", { class: "pool-bar" }, this.command),
        html("div", { class: "pool-bar" }, ...choices),
        html("div", { class: "pool-grid" }, this.names, this.scroller),
        html("div", { class: "pool-bar" }, this.playButton,
          button("Back", step(-1), { class: "pool-back" }),
          button("Step", step(1), { class: "pool-step" }),
          this.scrub, this.clock,
          button("+", () => this.magnify(2), { class: "pool-in", "aria-label": "Zoom in" }),
          button("−", () => this.magnify(0.5), { class: "pool-out", "aria-label": "Zoom out" }),
          this.toEnd),
        this.news,
        html("div", { class: "pool-pair" }, this.now, this.lines),
        this.verdict));
    }

    // Another run of the recording.
    choose(row, variant) {
      this.pause();
      this.row = row;
      this.variant = variant;
      this.source = this.recording.runs[row * this.recording.variants.length + variant];
      this.run = poolBook.read(this.recording, this.source);
      this.command.textContent = this.source.command;
      if (this.workers) {
        this.workersShown.textContent = String(Number(this.recording.workers[0]) + row);
      }
      this.lane = 0;
      this.scrub.max = this.run.end.step;
      const failure = this.source.failure;
      const kind = failure?.sentence.startsWith("deadlock") ? "the deadlock" : "the end";
      this.toEnd.textContent = `To ${kind}`;
      this.lines.replaceChildren(...this.run.lines.map((line) => html("li", {},
        html("span", { class: "pool-place" }, time(line.at)), " ", line.text)));
      if (this.source.tail) {
        this.lines.append(html("li", { class: "pool-tail" }, this.source.tail));
      }
      this.draw();
      this.go(0);
    }

    // Steps tell the runs apart that take no time.
    x(moment) {
      const { at, step } = this.run.end;
      return this.width * (at > 0 ? moment.at / at : moment.step / Math.max(step, 1));
    }

    draw() {
      if (!this.run) return;
      const shown = this.run.threads.slice(0, MOST_LANES);
      const room = this.scroller.clientWidth;
      if (room === 0) return;
      this.width = room * this.zoom;
      const rows = [];
      const names = [];
      let y = AXIS;
      shown.forEach((thread, index) => {
        const lane = svg("g", { class: "pool-lane", "data-lane": index });
        for (const span of thread.spans) {
          const from = this.x(span.from);
          const width = this.x(span.to) - from;
          if (width < 0.2) continue;
          lane.append(svg("rect", {
            class: `pool-${span.state}`, x: from.toFixed(1), y: y + 4,
            width: width.toFixed(1), height: LANE - 8,
          }, svg("title", {}, this.inWords(thread, span, span.state))));
        }
        if (thread.alive) {
          lane.append(svg("text", { class: "pool-cross", x: this.width - 12, y: y + 18 }, "✗"));
        }
        rows.push(lane);
        names.push(html("div", { style: `height:${LANE}px`, title: thread.name }, thread.name));
        y += LANE;
      });
      for (const queue of this.run.queues) {
        rows.push(this.depth(queue, y));
        const of = queue.capacity == null ? "" : ` of ${queue.capacity}`;
        names.push(html("div", { style: `height:${QUEUE}px`, class: "pool-queue",
          title: `${queue.name}: at most ${queue.peak}${of}` }, queue.name.replace(/`/g, "")));
        y += QUEUE;
      }
      this.head = svg("line", { class: "pool-head", y1: 0, y2: y });
      this.scroller.replaceChildren(svg("svg", {
        width: this.width, height: y, role: "img",
        "aria-label": `${this.run.threads.length} threads over ${this.axis()}`,
      }, ...this.ticks(y), ...rows, this.head));
      this.names.replaceChildren(html("div", { style: `height:${AXIS}px` }), ...names);
      this.mark();
    }

    axis() {
      return this.run.end.at > 0 ? time(this.run.end.at) : `${this.run.end.step} steps`;
    }

    ticks(height) {
      const { at, step } = this.run.end;
      const whole = at > 0 ? at / 1e6 : step;
      const most = Math.max(2, this.width / 90);
      const size = 10 ** Math.floor(Math.log10(Math.max(whole, 1e-6) / most));
      const gap = [1, 2, 5, 10].map((n) => n * size).find((n) => whole / n <= most) ?? size * 10;
      const ticks = [];
      for (let value = 0; value <= whole * 0.97; value += gap) {
        const x = (this.width * value) / whole;
        const label = `${Number(value.toFixed(3))}${value === 0 ? (at > 0 ? " ms" : " steps") : ""}`;
        ticks.push(svg("line", { class: "pool-tick", x1: x, x2: x, y1: AXIS - 4, y2: height }),
          svg("text", { class: "pool-label", x: x + 3, y: AXIS - 6 }, label));
      }
      return ticks;
    }

    depth(queue, y) {
      const top = queue.capacity || queue.peak;
      const base = y + QUEUE - 4;
      let path = `M0 ${base}`;
      for (const point of [...queue.points, { ...this.run.end, depth: null }]) {
        path += `H${this.x(point).toFixed(1)}`;
        if (point.depth != null) path += `V${(base - (QUEUE - 10) * point.depth / top).toFixed(1)}`;
      }
      const of = queue.capacity == null ? "no limit" : `room for ${queue.capacity}`;
      return svg("g", { class: "pool-depth" },
        svg("title", {}, `${queue.name}: at most ${queue.peak} in it, ${of}`),
        svg("path", { d: `${path}V${base}Z` }));
    }

    magnify(by) {
      this.zoom = Math.min(32, Math.max(1, this.zoom * by));
      this.draw();
      this.follow();
    }

    // To the moment after so many steps.
    go(step) {
      this.at = Math.min(this.run.end.step, Math.max(0, step));
      this.mark();
      this.follow();
    }

    moment() {
      if (this.at === this.run.end.step) return this.run.end;
      return { at: this.at ? this.run.events[this.at - 1].at : 0, step: this.at };
    }

    // What a thread does after so many steps.
    state(thread) {
      const before = this.at - 1;
      const first = thread.spans[0];
      const last = thread.spans.at(-1);
      if (this.at === this.run.end.step) {
        return thread.alive ? [last?.state ?? "runs", last] : ["ended"];
      }
      if (!first || before < first.from.step - 1) return ["none"];
      const span = thread.spans.findLast((span) => span.from.step <= Math.max(before, 0));
      if (!span) return ["runs"];
      return span === last && span.to.step <= before ? ["ended"] : [span.state, span];
    }

    inWords(thread, span, state) {
      const reason = span?.reason ? ` ${span.reason}` : "";
      const said = span?.said ? `: ${span.said}` : "";
      const times = span && this.run.end.at > 0 ? `, ${time(span.from.at)} to ${time(span.to.at)}` : "";
      const place = span?.place ? `\n${span.place[0]}\n${span.place[1]}` : "";
      return `${thread.name} ${STATES[state]}${reason}${said}${times}${place}`;
    }

    mark() {
      if (!this.head) return;
      const { run, at } = this;
      const moment = this.moment();
      const x = Math.min(this.width - 1, this.x(moment));
      this.head.setAttribute("x1", x);
      this.head.setAttribute("x2", x);
      this.scrub.value = at;
      const told = `${time(moment.at)}, step ${at} of ${run.end.step}`;
      this.scrub.setAttribute("aria-valuetext", told);
      this.clock.textContent = told;
      const event = at > 0 ? run.events[at - 1] : null;
      this.news.replaceChildren(...(event
        ? [html("strong", {}, run.threads[event.thread].name), " ", ...poolBook.prose(event.text),
          ...(event.place ? [" ", ...poolBook.place(event.place)] : [])]
        : ["The program begins."]));
      const end = at === run.end.step;
      const cycle = end ? this.source.failure?.cycle ?? [] : [];
      this.now.replaceChildren(...run.threads.slice(0, MOST_LANES).map((thread, index) => {
        const [state, span] = this.state(thread);
        return html("li", {
          class: `pool-is-${state}${cycle.includes(index) ? " pool-cycle" : ""}`,
          "aria-current": index === this.lane,
        }, html("strong", {}, thread.name), ` ${STATES[state]} `,
        ...(span?.reason ? poolBook.prose(span.reason) : [span?.said ?? ""]), " ",
        ...(span?.place ? poolBook.place(span.place) : []));
      }));
      this.scroller.querySelectorAll(".pool-lane").forEach((lane, index) => {
        lane.classList.toggle("pool-chosen", index === this.lane);
        lane.classList.toggle("pool-cycle", cycle.includes(index));
      });
      this.tell(end);
    }

    tell(end) {
      const past = this.run.lines.filter((line) => line.step <= this.at).length;
      [...this.lines.children].forEach((line, index) => {
        line.classList.toggle("pool-past", index < past || end);
        line.classList.toggle("pool-last", index === past - 1);
      });
      const line = this.lines.children[Math.max(0, end ? this.lines.children.length - 1 : past - 1)];
      if (line) {
        this.lines.scrollTop = line.offsetTop - this.lines.offsetTop - this.lines.clientHeight + line.clientHeight + 8;
      }
      const report = this.source.failure ?? this.source.note;
      this.verdict.hidden = !(end && report);
      if (end && report) {
        this.verdict.className = `pool-verdict ${this.source.failure ? "pool-failed" : "pool-noted"}`;
        this.verdict.replaceChildren(
          html("p", {}, html("strong", {}, this.source.failure ? "✗ " : "⚠️ "), ...poolBook.prose(report.sentence)),
          ...(report.details.length
            ? [html("details", {}, html("summary", {}, "What the lab says"),
              html("pre", { tabindex: 0 }, report.details.join("\n")))]
            : []));
      }
    }

    follow() {
      const x = this.x(this.moment());
      const { scrollLeft, clientWidth } = this.scroller;
      if (x < scrollLeft || x > scrollLeft + clientWidth) {
        this.scroller.scrollLeft = x - clientWidth / 2;
      }
    }

    play() {
      if (this.at === this.run.end.step) this.go(0);
      this.playing = true;
      this.playButton.textContent = "Pause";
      const { at, step } = this.run.end;
      // On the clock of the run, or, where it stands still, step by step.
      const pace = at > 0 && !calm.matches ? at / LENGTH : 0;
      let now = this.moment().at;
      let before = performance.now();
      this.timer = setInterval(() => {
        const passed = performance.now() - before;
        if (pace === 0 && passed < Math.max(120, LENGTH / step)) return;
        before = performance.now();
        now += passed * pace;
        let next = this.at + (pace === 0 ? 1 : 0);
        while (pace > 0 && next < step && this.run.events[next].at <= now) next += 1;
        if (next !== this.at) this.go(next);
        if (this.at === step) this.pause();
      }, 40);
    }

    pause() {
      clearInterval(this.timer);
      this.playing = false;
      if (this.playButton) this.playButton.textContent = "Play";
    }

    // The pointer names what is under it; a press moves the moment there.
    point(event) {
      const box = this.head.ownerSVGElement.getBoundingClientRect();
      const lane = Math.floor((event.clientY - box.top - AXIS) / LANE);
      if (lane >= 0 && lane < Math.min(this.run.threads.length, MOST_LANES)) this.lane = lane;
      if (event.buttons === 1 && event.clientY < box.bottom) {
        this.pause();
        const part = (event.clientX - box.left) / this.width;
        const { at, step } = this.run.end;
        const next = at > 0
          ? this.run.events.findIndex((event) => event.at > part * at)
          : Math.round(part * step);
        this.go(next < 0 ? step : next);
      } else {
        this.mark();
      }
    }

    key(event) {
      const lanes = Math.min(this.run.threads.length, MOST_LANES);
      const keys = {
        ArrowRight: () => this.go(this.at + 1),
        ArrowLeft: () => this.go(this.at - 1),
        ArrowDown: () => { this.lane = Math.min(lanes - 1, this.lane + 1); this.mark(); },
        ArrowUp: () => { this.lane = Math.max(0, this.lane - 1); this.mark(); },
        Home: () => this.go(0),
        End: () => this.go(this.run.end.step),
        "+": () => this.magnify(2),
        "-": () => this.magnify(0.5),
        " ": () => this.playing ? this.pause() : this.play(),
      };
      const action = keys[event.key];
      if (!action || event.ctrlKey || event.metaKey || event.altKey) return;
      event.preventDefault();
      // mdBook turns pages with the arrow keys.
      event.stopPropagation();
      if (event.key !== " ") this.pause();
      action();
    }
  }

  customElements.define("pool-timeline", PoolTimeline);
})();
