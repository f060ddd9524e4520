// <pool-timeline>: a run to be played, from a recording of the real program.
//
//   <pool-timeline src="recordings/basic_pool.js">
//   <img src="recordings/basic_pool.svg" alt="Three workers share ten jobs.">
//   </pool-timeline>
//
// What is inside is shown when scripts are off, and on paper. Without a blank
// line before it and within it, as Markdown would end the element there.
// Keys on the picture: left and right step, up and down choose a lane, Home and
// End go to the ends, + and - zoom, space plays.
"use strict";

(() => {
  const { html, button, time, words } = poolBook;
  // A whole run is played in about this many milliseconds.
  const LENGTH = 12000;
  const calm = matchMedia("(prefers-reduced-motion: reduce)");
  let count = 0;

  class PoolTimeline extends HTMLElement {
    async connectedCallback() {
      if (this.recording) return;
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
        "aria-label": words.timelineHelp,
        onkeydown: (event) => this.key(event),
        onpointerdown: (event) => this.point(event),
        onpointermove: (event) => this.point(event),
      });
      this.playButton = button(words.play, () => this.playing ? this.pause() : this.play(),
        { class: "pool-play" });
      this.scrub = html("input", {
        type: "range", min: 0, class: "pool-scrub", "aria-label": words.momentOfRun,
        oninput: () => { this.pause(); this.go(Number(this.scrub.value)); },
      });
      this.clock = html("output", { class: "pool-clock" });
      this.news = html("p", { class: "pool-news", "aria-live": "polite" });
      this.now = html("ul", { class: "pool-now", tabindex: 0, "aria-label": words.whoNow });
      this.lines = html("ol", { class: "pool-lines", tabindex: 0, "aria-label": words.output });
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
        choices.push(html("label", { for: this.workers.id }, words.workers, " "),
          this.workers, this.workersShown);
      }
      if (variants.length > 1) {
        this.luck = html("select", {
          class: "pool-luck", "aria-label": words.luck,
          onchange: () => this.choose(this.row, this.luck.selectedIndex),
        }, ...variants.map((label) => html("option", {}, label)));
        choices.push(this.luck);
      }
      this.append(html("section", { class: "pool pool-timeline", "aria-label": words.runOf(name) },
        html("div", { class: "pool-bar" }, this.command),
        html("div", { class: "pool-bar" }, ...choices),
        html("div", { class: "pool-grid" }, this.names, this.scroller),
        html("div", { class: "pool-bar" }, this.playButton,
          button(words.back, step(-1), { class: "pool-back" }),
          button(words.step, step(1), { class: "pool-step" }),
          this.scrub, this.clock,
          button("+", () => this.magnify(2), { class: "pool-in", "aria-label": words.zoomIn }),
          button("−", () => this.magnify(0.5), { class: "pool-out", "aria-label": words.zoomOut }),
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
      this.at = 0;
      this.scrub.max = this.run.end.step;
      const failure = this.source.failure;
      this.toEnd.textContent = failure?.sentence.startsWith("deadlock") ? words.toDeadlock : words.toEnd;
      this.lines.replaceChildren(...this.run.lines.map((line) => html("li", {},
        html("span", { class: "pool-place" }, time(line.at)), " ", line.text)));
      if (this.source.tail) {
        this.lines.append(html("li", { class: "pool-tail" }, this.source.tail));
      }
      this.draw();
      this.go(0);
    }

    draw() {
      const room = this.scroller.clientWidth;
      if (!this.run || room === 0) return;
      this.picture = poolBook.lanes(this.run, room * this.zoom);
      this.scroller.replaceChildren(this.picture.svg);
      this.names.replaceChildren(...this.picture.names);
      this.mark();
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
      const last = thread.spans.at(-1);
      if (this.at === this.run.end.step) {
        return thread.alive ? [last?.state ?? "runs", last] : ["ended"];
      }
      if (thread !== this.run.threads[0] && this.at <= thread.began) return ["none"];
      const span = thread.spans.findLast((span) => span.from.step <= Math.max(before, 0));
      if (!span) return ["runs"];
      return span === last && span.to.step <= before ? ["ended"] : [span.state, span];
    }

    mark() {
      if (!this.picture) return;
      const { run, at } = this;
      const moment = this.moment();
      this.picture.point(moment);
      this.scrub.value = at;
      const told = words.moment(time(moment.at), at, run.end.step);
      this.scrub.setAttribute("aria-valuetext", told);
      this.clock.textContent = told;
      const event = at > 0 ? run.events[at - 1] : null;
      this.news.replaceChildren(...(event
        ? [html("strong", {}, run.threads[event.thread].name), " ", ...poolBook.prose(event.text),
          ...(event.place ? [" ", ...poolBook.place(event.place)] : [])]
        : [words.begins]));
      const end = at === run.end.step;
      const cycle = end ? this.source.failure?.cycle ?? [] : [];
      this.now.replaceChildren(...run.threads.slice(0, poolBook.mostLanes).map((thread, index) => {
        const [state, span] = this.state(thread);
        return html("li", {
          class: `pool-is-${state}${cycle.includes(index) ? " pool-cycle" : ""}`,
          "aria-current": String(index === this.lane),
        }, html("strong", {}, thread.name), ` ${words.states[state]} `,
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
            ? [html("details", {}, html("summary", {}, words.report),
              html("pre", { tabindex: 0 }, report.details.join("\n")))]
            : []));
      }
    }

    follow() {
      const x = this.picture?.x(this.moment()) ?? 0;
      const { scrollLeft, clientWidth } = this.scroller;
      if (x < scrollLeft || x > scrollLeft + clientWidth) {
        this.scroller.scrollLeft = x - clientWidth / 2;
      }
    }

    play() {
      if (this.at === this.run.end.step) this.go(0);
      this.playing = true;
      this.playButton.textContent = words.pause;
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
      if (this.playButton) this.playButton.textContent = words.play;
    }

    // The pointer names what is under it; a press moves the moment there.
    point(event) {
      const box = this.picture.svg.getBoundingClientRect();
      const lane = this.picture.laneAt(event.clientY - box.top);
      if (lane !== null) this.lane = lane;
      if (event.buttons === 1 && event.clientY < box.bottom) {
        this.pause();
        const part = (event.clientX - box.left) / this.picture.width;
        const { at, step } = this.run.end;
        const next = at > 0
          ? this.run.events.findIndex((event) => event.at > part * at)
          : Math.round(part * step);
        this.go(next < 0 ? step : next);
        return;
      }
      this.mark();
      const title = event.target.querySelector?.(":scope > title");
      if (title) this.news.textContent = title.textContent;
    }

    // Another lane, and what its thread does now.
    look(lane) {
      this.lane = Math.min(this.picture.lanes - 1, Math.max(0, lane));
      this.mark();
      const thread = this.run.threads[this.lane];
      const [state, span] = this.state(thread);
      this.news.textContent = poolBook.inWords(this.run, thread, state, span);
    }

    key(event) {
      const keys = {
        ArrowRight: () => this.go(this.at + 1),
        ArrowLeft: () => this.go(this.at - 1),
        ArrowDown: () => this.look(this.lane + 1),
        ArrowUp: () => this.look(this.lane - 1),
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
