// The picture of a run: a lane for each thread, an area for each queue.
"use strict";

(() => {
  const { html, svg, time, words } = poolBook;
  const LANE = 26;
  const QUEUE = 34;
  const AXIS = 18;

  poolBook.mostLanes = 60;

  // What a thread does in a span: the job, if it printed one, and the line of code.
  poolBook.inWords = (run, thread, state, span) => {
    const reason = span?.reason ? ` ${span.reason.replace(/`/g, "")}` : "";
    const said = span?.said ? `: ${span.said}` : "";
    const times = span && run.end.at > 0 ? `, ${words.span(time(span.from.at), time(span.to.at))}` : "";
    const place = span?.place ? ` — ${span.place[0].replace(/^.*\//, "")} ${span.place[1]}` : "";
    return `${thread.name} ${words.states[state]}${reason}${said}${times}${place}`;
  };

  // Draws a run so wide: { svg, names, width, lanes, x, point, laneAt }.
  poolBook.lanes = (run, width) => {
    const { at, step } = run.end;
    // Steps tell the moments apart in a run that takes no time.
    const x = (moment) => width * (at > 0 ? moment.at / at : moment.step / Math.max(step, 1));
    const shown = run.threads.slice(0, poolBook.mostLanes);
    const rows = [];
    const names = [html("div", { style: `height:${AXIS}px` })];
    let y = AXIS;
    shown.forEach((thread, index) => {
      rows.push(lane(run, thread, index, x, y, width));
      names.push(html("div", { style: `height:${LANE}px`, title: thread.name }, thread.name));
      y += LANE;
    });
    for (const queue of run.queues) {
      rows.push(depth(run, queue, x, y));
      names.push(html("div", { style: `height:${QUEUE}px`, class: "pool-queue", title: about(queue) },
        queue.name.replace(/`/g, "")));
      y += QUEUE;
    }
    const head = svg("line", { class: "pool-head", y1: 0, y2: y });
    const length = at > 0 ? time(at) : words.steps(step);
    return {
      x,
      width,
      names,
      lanes: shown.length,
      svg: svg("svg", {
        width, height: y, role: "img", "aria-label": words.picture(run.threads.length, length),
      }, ...ticks(run, width, y), ...rows, head),
      point(moment) {
        const at = Math.min(width - 1, x(moment));
        head.setAttribute("x1", at);
        head.setAttribute("x2", at);
      },
      laneAt(y) {
        const lane = Math.floor((y - AXIS) / LANE);
        return lane >= 0 && lane < shown.length ? lane : null;
      },
    };
  };

  function lane(run, thread, index, x, y, width) {
    const lane = svg("g", { class: "pool-lane", "data-lane": index });
    for (const span of thread.spans) {
      const from = x(span.from);
      const size = x(span.to) - from;
      if (size < 0.2) continue;
      lane.append(svg("rect", {
        class: `pool-${span.state}`, x: from.toFixed(1), y: y + 4,
        width: size.toFixed(1), height: LANE - 8,
      }, svg("title", {}, poolBook.inWords(run, thread, span.state, span))));
    }
    if (thread.alive) {
      lane.append(svg("text", { class: "pool-cross", x: width - 12, y: y + 18 }, "✗"));
    }
    return lane;
  }

  const about = (queue) => {
    const of = queue.capacity == null ? words.noLimit : words.room(queue.capacity);
    return words.queue(queue.name.replace(/`/g, ""), queue.peak, of);
  };

  function depth(run, queue, x, y) {
    const top = queue.capacity || queue.peak;
    const base = y + QUEUE - 4;
    let path = `M0 ${base}`;
    for (const point of queue.points) {
      path += `H${x(point).toFixed(1)}V${(base - ((QUEUE - 10) * point.depth) / top).toFixed(1)}`;
    }
    path += `H${x(run.end).toFixed(1)}V${base}Z`;
    return svg("g", { class: "pool-depth" }, svg("title", {}, about(queue)), svg("path", { d: path }));
  }

  function ticks(run, width, height) {
    const { at, step } = run.end;
    const whole = (at > 0 ? at / 1e6 : step) || 1;
    const most = Math.max(2, width / 90);
    const size = 10 ** Math.floor(Math.log10(Math.max(whole, 1e-6) / most));
    const gap = [1, 2, 5, 10].map((n) => n * size).find((n) => whole / n <= most) ?? size * 10;
    const ticks = [];
    for (let value = 0; value <= whole * 0.97; value += gap) {
      const x = (width * value) / whole;
      const number = Number(value.toFixed(3));
      // The first one names the unit.
      const label = value > 0 ? number : at > 0 ? words.milliseconds(number) : words.steps(number);
      ticks.push(svg("line", { class: "pool-tick", x1: x, x2: x, y1: AXIS - 4, y2: height }),
        svg("text", { class: "pool-label", x: x + 3, y: AXIS - 6 }, String(label)));
    }
    return ticks;
  }
})();
