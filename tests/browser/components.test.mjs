// What is alive in the pages, used as a reader uses it.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fromDisk, launch, open } from "./book.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// Opens a page, hands over one of its components, and sees that nothing went wrong.
async function use(page, selector, reader, options) {
  const opened = await open(browser, fromDisk(page), options);
  if (!selector.startsWith("pool-predict")) await opened.page.evaluate(unfold);
  await reader(opened.page.locator(selector).first(), opened.page);
  assert.deepEqual(opened.problems, []);
  await opened.close();
}

// Some are behind a question.
function unfold() {
  for (const answer of document.querySelectorAll("details")) answer.open = true;
}

// From here on the time of the page is ours.
async function stop(page) {
  await page.clock.install({ time: 0 });
  await page.clock.pauseAt(3_600_000);
}

const lesson = 'pool-timeline[src="recordings/basic_pool.js"]';
const deadlock = 'pool-timeline[src="recordings/collect_after_submit.js"]';
const counter = 'pool-scheduler[src="recordings/game_shared_counter.js"]';
const leak = 'pool-scheduler[src="recordings/game_leaked_sender.js"]';
const late = 'pool-scheduler[src="recordings/game_closed_too_early.js"]';
const at = (timeline) => timeline.locator(".pool-scrub").inputValue().then(Number);

describe("a timeline", () => {
  it("steps, forth and back, and names the line of code", () =>
    use("basic_pool.html", lesson, async (timeline) => {
      assert.equal(await at(timeline), 0);
      for (let step = 0; step < 3; step += 1) await timeline.locator(".pool-step").click();
      assert.equal(await at(timeline), 3);
      assert.match(await timeline.locator(".pool-news").textContent(), /main.*lesson\.rs:\d+ \S/);
      await timeline.locator(".pool-back").click();
      assert.equal(await at(timeline), 2);
    }));

  it("plays to its end, and pauses", () =>
    use("basic_pool.html", lesson, async (timeline, page) => {
      // A run is played in twelve seconds.
      await stop(page);
      await timeline.locator(".pool-play").click();
      await page.clock.runFor(3000);
      await timeline.locator(".pool-play").click();
      const paused = await at(timeline);
      assert.ok(paused > 0);
      await page.clock.runFor(3000);
      assert.equal(await at(timeline), paused);
      await timeline.locator(".pool-play").click();
      await page.clock.runFor(20000);
      const end = Number(await timeline.locator(".pool-scrub").getAttribute("max"));
      assert.equal(await at(timeline), end);
      assert.equal(await timeline.locator(".pool-play").textContent(), "Play");
    }));

  it("is scrubbed, and the transcript comes along", () =>
    use("basic_pool.html", lesson, async (timeline) => {
      const past = timeline.locator(".pool-lines .pool-past");
      assert.equal(await past.count(), 0);
      await timeline.locator(".pool-scrub").fill("40");
      assert.equal(await at(timeline), 40);
      const some = await past.count();
      assert.ok(some > 0 && some < await timeline.locator(".pool-lines li").count());
      const head = () => timeline.locator(".pool-head").getAttribute("x1").then(Number);
      const before = await head();
      await timeline.locator(".pool-scrub").fill("80");
      assert.ok(await head() > before);
    }));

  it("shows another run when the slider moves, and another schedule", () =>
    use("basic_pool.html", lesson, async (timeline) => {
      const command = timeline.locator(".pool-command");
      assert.equal(await command.textContent(), "cargo run -p basic_pool -- --workers 3");
      await timeline.locator(".pool-workers").fill("5");
      assert.equal(await command.textContent(), "cargo run -p basic_pool -- --workers 5");
      const names = await timeline.locator(".pool-names").textContent();
      assert.ok(names.includes("worker 5") && !names.includes("worker 6"), names);
      await timeline.locator(".pool-luck").selectOption({ index: 1 });
      assert.equal(await command.textContent(), "cargo run -p basic_pool -- --workers 5 --replay r1");
    }));

  it("zooms, and keeps the moment in sight", () =>
    use("basic_pool.html", lesson, async (timeline) => {
      const width = () => timeline.locator("svg").evaluate((svg) => svg.getBoundingClientRect().width);
      const whole = await width();
      await timeline.locator(".pool-in").click();
      assert.ok(await width() > 1.9 * whole);
      await timeline.locator(".pool-scrub").fill("100");
      const { left, right, x } = await timeline.locator(".pool-lanes").evaluate((box) => ({
        left: box.scrollLeft, right: box.scrollLeft + box.clientWidth,
        x: Number(box.querySelector(".pool-head").getAttribute("x1")),
      }));
      assert.ok(left <= x && x <= right, `${x} in ${left} to ${right}`);
      await timeline.locator(".pool-out").click();
      assert.equal(await width(), whole);
    }));

  it("tells the job and the line under the pointer", () =>
    use("basic_pool.html", lesson, async (timeline) => {
      await timeline.locator('[data-lane="1"] .pool-works').first().hover();
      assert.match(await timeline.locator(".pool-news").textContent(),
        /worker 1 works: 👷 worker 1 takes job 1, 0 ms to 110 ms — lesson\.rs:\d+ let result/);
    }));

  it("is used with the keyboard alone", () =>
    use("basic_pool.html", lesson, async (timeline, page) => {
      await timeline.locator(".pool-lanes").focus();
      for (const key of ["ArrowRight", "ArrowRight", "ArrowLeft"]) await page.keyboard.press(key);
      assert.equal(await at(timeline), 1);
      assert.match(page.url(), /basic_pool\.html/);
      await page.keyboard.press("End");
      await page.keyboard.press("ArrowDown");
      assert.match(await timeline.locator(".pool-news").textContent(), /^worker 1 has ended/);
      assert.match(await timeline.locator('[aria-current="true"]').textContent(), /^worker 1/);
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.textContent), "Play");
      await page.keyboard.press("Enter");
      assert.equal(await timeline.locator(".pool-play").textContent(), "Pause");
    }));

  it("shows the moment of the deadlock and its cycle", () =>
    use("basic_pool_traps.html", deadlock, async (timeline) => {
      assert.ok(await timeline.locator(".pool-verdict").isHidden());
      await timeline.locator(".pool-to-end").click();
      assert.match(await timeline.locator(".pool-verdict").textContent(),
        /deadlock: main waits to send to jobs_tx and needs thread 1 for it/);
      assert.equal(await timeline.locator(".pool-now .pool-cycle").count(), 2);
      assert.match(await timeline.locator(".pool-now").textContent(), /main waits to send to jobs_tx/);
    }));

  it("does not glide for readers who want no motion", () =>
    use("basic_pool.html", lesson, async (timeline, page) => {
      await stop(page);
      await timeline.locator(".pool-play").click();
      await page.clock.runFor(1000);
      const reached = await at(timeline);
      assert.ok(reached > 0 && reached <= 9, `${reached} steps in a second`);
    }, { reducedMotion: "reduce" }));
});

describe("the scheduler", () => {
  it("is lost when the program holds", () =>
    use("naive_spawning_traps.html", counter, async (game) => {
      await game.locator(".pool-nature").click();
      assert.match(await game.locator(".pool-verdict").textContent(), /It held/);
    }));

  it("is won when it breaks, and says how to see it in a terminal", () =>
    use("naive_spawning_traps.html", counter, async (game, page) => {
      // Let both threads come to the lock before either writes.
      const way = await page.evaluate((selector) => document.querySelector(selector).game.shortest, counter);
      for (const index of way) await game.locator(".pool-move").nth(index).click();
      const verdict = await game.locator(".pool-verdict").textContent();
      assert.match(verdict, /You broke it, with \d+ choices/);
      assert.match(verdict, /words were counted, but/);
      assert.match(verdict, /cargo run -p naive_spawning -- trap shared_counter --files 2 --replay \S+/);
    }));

  it("takes moves back, and starts again", () =>
    use("naive_spawning_traps.html", counter, async (game) => {
      const moves = () => game.locator(".pool-moves").textContent();
      const first = await moves();
      await game.locator(".pool-move").nth(1).click();
      const second = await moves();
      assert.notEqual(second, first);
      await game.locator(".pool-move").first().click();
      await game.locator(".pool-undo").click();
      assert.equal(await moves(), second);
      await game.locator(".pool-restart").click();
      assert.equal(await moves(), first);
      assert.ok(await game.locator(".pool-undo").isDisabled());
    }));

  it("shows the shortest way", () =>
    use("naive_spawning_traps.html", counter, async (game) => {
      await game.locator(".pool-shortest").click();
      assert.match(await game.locator(".pool-verdict").textContent(), /That was the shortest way/);
      assert.equal(await game.locator(".pool-against").count(), 1);
    }));

  it("says when every way fails", () =>
    use("basic_pool_traps.html", leak, async (game) => {
      for (let moves = 0; await game.locator(".pool-move").count() > 0; moves += 1) {
        assert.ok(moves < 100);
        await game.locator(".pool-move").last().click();
      }
      assert.match(await game.locator(".pool-verdict").textContent(), /as it does on every schedule/);
    }));

  it("is played with the keyboard alone", () =>
    use("robust_retry_pool_traps.html", late, async (game, page) => {
      await game.locator(".pool-move").first().focus();
      for (let moves = 0; await game.locator(".pool-move").count() > 0; moves += 1) {
        assert.ok(moves < 100);
        await page.keyboard.press("Enter");
      }
      const focused = await page.evaluate(() => document.activeElement.className);
      assert.match(focused, /pool-verdict/);
      assert.match(await game.locator(".pool-verdict").textContent(), /It fails, after \d+ choices/);
    }));

  it("asks to save a program that fails on the natural schedule", () =>
    use("robust_retry_pool_traps.html", late, async (game, page) => {
      assert.match(await game.textContent(), /Find one that ends well/);
      await game.locator(".pool-nature").click();
      const verdict = () => game.locator(".pool-verdict").textContent();
      assert.match(await verdict(), /It fails on the natural schedule/);
      await game.locator(".pool-restart").click();
      const way = await page.evaluate((selector) => document.querySelector(selector).game.shortest, late);
      for (const index of way) await game.locator(".pool-move").nth(index).click();
      assert.match(await verdict(), /You saved it, with \d+ choices/);
    }));
});

describe("a prediction", () => {
  const leak = 'pool-predict[question^="All ten"]';
  const explored = 'pool-predict[src="recordings/game_missing_join.js"]';

  it("wants an answer first, and then opens", () =>
    use("basic_pool_traps.html", leak, async (question) => {
      const output = question.locator("details pre");
      assert.ok(await output.isHidden());
      await question.locator("button[type=submit]").click();
      assert.ok(await output.isHidden());
      await question.getByLabel("yes").check();
      await question.locator("button[type=submit]").click();
      assert.match(await question.locator(".pool-told").textContent(), /The answer is: no/);
      assert.ok(await output.isVisible());
      assert.match(await output.textContent(), /deadlock/);
    }));

  it("knows from the explorer what can happen, and what cannot", () =>
    use("naive_spawning_traps.html", explored, async (question) => {
      const answer = question.locator("button[type=submit]");
      const told = () => question.locator(".pool-told").textContent();
      await question.getByLabel("2 files are read").check();
      await question.getByLabel("main waits for ever").check();
      await answer.click();
      assert.match(await told(), /This can happen too: 1 file is read; no file is read\./);
      assert.match(await told(), /This cannot: main waits for ever\./);
      assert.match(await told(), /On the natural schedule: no file is read\./);
      await question.getByLabel("main waits for ever").uncheck();
      await question.getByLabel("1 file is read").check();
      await question.getByLabel("no file is read").check();
      await answer.click();
      assert.match(await told(), /^Yes: these can happen, and no others\./);
    }));
});
