// <pool-scheduler>: the reader chooses which thread runs next, in the tree of all
// schedules of a small program, and tries to break it; or to save it, where it fails
// on the natural schedule.
//
//   <pool-scheduler src="recordings/game_shared_counter.js">
//   <p>What to run instead, for readers without scripts.</p>
//   </pool-scheduler>
//
// All of it is buttons and lists: the Tab key and Enter are enough to play.
"use strict";

(() => {
  const { html, button, prose, place, words } = poolBook;

  class PoolScheduler extends HTMLElement {
    async connectedCallback() {
      if (this.game) return;
      try {
        this.game = await poolBook.load(this.getAttribute("src"));
      } catch (error) {
        console.error(error);
        return;
      }
      this.build();
      this.restart();
      this.classList.add("pool-ready");
    }

    build() {
      const { game } = this;
      const aim = { break: words.toBreak, save: words.toSave, see: words.toSee }[game.aim];
      const ways = game.ways.toLocaleString(document.documentElement.lang);
      this.news = html("div", { class: "pool-news", "aria-live": "polite" });
      this.moves = html("div", { class: "pool-moves", role: "group", "aria-label": words.whoNext });
      this.threads = html("ul", { class: "pool-now", tabindex: 0, "aria-label": words.whoWhere });
      this.lines = html("ol", { class: "pool-lines", tabindex: 0, "aria-label": words.output });
      this.verdict = html("div", { class: "pool-verdict", role: "status" });
      this.undo = button(words.takeBack, () => this.show(this.way.slice(0, -1), true), { class: "pool-undo" });
      this.append(html("section", { class: "pool pool-scheduler", "aria-label": words.schedulerOf(game.name) },
        html("p", {}, html("strong", {}, words.scheduler), " ", aim(ways)),
        html("div", { class: "pool-bar" }, html("code", { class: "pool-command" }, game.command)),
        this.news, this.moves, this.verdict,
        html("div", { class: "pool-bar" }, this.undo,
          button(words.again, () => this.restart(true), { class: "pool-restart" }),
          button(words.natural, () => this.natural(), { class: "pool-nature", title: words.naturalHelp }),
          button(words.shortest, () => this.shortest(), { class: "pool-shortest" })),
        html("div", { class: "pool-pair" }, this.threads, this.lines)));
    }

    restart(focus = false) {
      this.shown = null;
      this.show([], focus);
    }

    // The state after so many moves, each the number of the one that was chosen.
    after(way) {
      const { game } = this;
      let [events, next] = game.start;
      const past = [...events];
      let last = events;
      for (const index of way) {
        [, , last, next] = game.states[next][index];
        past.push(...last);
      }
      return { past, last, next };
    }

    show(way, focus = false) {
      this.way = way;
      const { past, last, next } = this.after(way);
      this.tell(past, last);
      this.offer(next);
      this.conclude(next);
      this.undo.disabled = way.length === 0;
      if (!focus) return;
      // The button that was pressed may be gone.
      (this.moves.querySelector("button") ?? this.verdict).focus();
    }

    name(thread) {
      return this.game.threads[thread];
    }

    tell(past, last) {
      const { game } = this;
      const line = ([, thread, word, at, said]) => html("li", {},
        html("strong", {}, this.name(thread)), " ", said ? `${words.prints} ` : "",
        ...(said ? [game.words[word]] : prose(game.words[word])), " ",
        ...(at < 0 ? [] : place(game.code[at])));
      const shown = last.slice(-6);
      const more = last.length - shown.length;
      this.news.replaceChildren(html("ul", {},
        ...(more > 0 ? [html("li", {}, words.before(more))] : []), ...shown.map(line)));
      this.lines.replaceChildren(...past.filter((event) => event[4])
        .map((event) => html("li", { class: "pool-past" }, game.words[event[2]])));
      this.lines.scrollTop = this.lines.scrollHeight;
      const latest = new Map([[0, null]]);
      for (const event of past) {
        latest.set(event[1], event);
        const started = /^starts (.*)$/.exec(game.words[event[2]]);
        const child = started ? game.threads.indexOf(started[1]) : -1;
        if (child > 0 && !latest.has(child)) latest.set(child, null);
      }
      this.threads.replaceChildren(...[...latest].sort(([a], [b]) => a - b)
        .map(([thread, event]) => {
          const text = event ? game.words[event[2]] : words.notBegun;
          const waits = text.startsWith("waits ");
          return html("li", { class: waits ? "pool-is-held" : text === "ends" ? "pool-is-ended" : "pool-is-runs" },
            html("strong", {}, this.name(thread)), " ",
            ...(event?.[4] ? [words.printed(text)] : prose(text)), " ",
            ...(event && event[3] >= 0 ? place(game.code[event[3]]) : []));
        }));
    }

    offer(next) {
      const moves = next < 0 ? [] : this.game.states[next];
      this.moves.replaceChildren(...moves.map(([who, at], index) => {
        const what = who < 0 ? [index === 0 ? words.first : words.next]
          : [html("strong", {}, this.name(who)), " ", ...(at < 0 ? [] : place(this.game.code[at]))];
        return html("button", { type: "button", class: "pool-move", onclick: () => this.show([...this.way, index], true) },
          ...what, index === 0 ? html("span", { class: "pool-place" }, ` ${words.naturalMark}`) : null);
      }));
    }

    conclude(next) {
      this.verdict.hidden = next >= 0;
      if (next >= 0) return;
      const ending = this.game.endings[-1 - next];
      this.verdict.className = `pool-verdict ${ending.good ? "pool-noted pool-held-out" : "pool-failed"}`;
      this.verdict.tabIndex = -1;
      const code = this.game.replay;
      this.verdict.replaceChildren(
        html("p", {}, html("strong", {}, this.head(ending.good))),
        html("p", {}, ...(ending.good ? [ending.tail] : prose(ending.sentence))),
        ...(ending.details.length ? [html("details", {}, html("summary", {}, words.report),
          html("pre", { tabindex: 0 }, ending.details.join("\n")))] : []),
        ...(ending.good ? [] : [html("p", {}, words.terminal, " ",
          html("code", {}, `${this.game.command} --replay ${code}`))]));
    }

    // What came of the reader's choices.
    head(good) {
      const moves = words.choices(this.way.length);
      const saves = this.game.aim === "save";
      if (this.shown === "shortest" && good === saves) return words.thatWasShortest;
      if (this.game.aim === "see") return words.hopeless;
      if (good) return saves ? words.saved(moves) : words.held(moves);
      if (this.shown === "nature") return saves ? words.naturallyFailed : words.naturallyBroken;
      return saves ? words.failed(moves) : words.broken(moves);
    }

    natural() {
      this.shown = "nature";
      const way = [...this.way];
      let { next } = this.after(way);
      while (next >= 0) {
        way.push(0);
        next = this.game.states[next][0][3];
      }
      this.show(way, true);
    }

    shortest() {
      this.shown = "shortest";
      this.show(this.game.shortest, true);
      const { states, start } = this.game;
      let next = start[1];
      const steps = this.game.shortest.map((index) => {
        const [who, at, , then] = states[next][index];
        next = then;
        const name = who < 0 ? words.anotherWay : this.name(who);
        return html("li", { class: index === 0 ? "" : "pool-against" }, html("strong", {}, name), " ",
          ...(at < 0 ? [] : place(this.game.code[at])),
          index === 0 ? null : ` ${words.unnatural}`);
      });
      this.verdict.append(html("ol", { class: "pool-way" }, ...steps));
    }
  }

  customElements.define("pool-scheduler", PoolScheduler);
})();
