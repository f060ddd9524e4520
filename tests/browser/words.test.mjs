// Every word that the components say comes from the table in pool-words.js. Here
// each of its words is put between brackets, and what stands outside of brackets must
// have come from a recording or from the page itself.
import assert from "node:assert/strict";
import { after, before, describe, it } from "node:test";
import { fromDisk, launch, open } from "./book.mjs";

let browser;
before(async () => { browser = await launch(); });
after(() => browser?.close());

// Runs in the page: the table is marked the moment it is there.
function mark() {
  const marked = (word) => {
    if (typeof word === "string") return `⟦${word}⟧`;
    if (typeof word === "function") return (...of) => `⟦${word(...of)}⟧`;
    return Object.fromEntries(Object.entries(word).map(([name, word]) => [name, marked(word)]));
  };
  let table;
  Object.defineProperty(window, "poolWords", {
    get: () => table,
    set: (words) => { table = { ...words, en: marked(words.en) }; },
  });
}

// Runs in the page: what a reader sees or hears of the components, without the
// table's words and without what a recording or the page brought along.
function foreign() {
  // A command is the same in any language.
  const given = ["--replay"];
  const collect = (data) => {
    if (typeof data === "string") given.push(data, ...data.split("`"));
    else if (data && typeof data === "object") Object.values(data).forEach(collect);
  };
  const found = [];
  const look = (text) => {
    let rest = text;
    // From the inside out: a word may hold another.
    while (/⟦[^⟦⟧]*⟧/.test(rest)) rest = rest.replace(/⟦[^⟦⟧]*⟧/g, " ");
    const words = rest.split(/[^\p{L}\p{N}_.:#-]+/u).filter((word) => /\p{L}/u.test(word));
    const known = (word) => given.some((text) => text.includes(word));
    if (!words.every(known)) found.push(text);
  };
  for (const element of document.querySelectorAll("pool-timeline, pool-scheduler, pool-predict")) {
    collect([element.recording, element.game, element.explored]);
    collect([...element.attributes].map((attribute) => attribute.value));
  }
  for (const pool of document.querySelectorAll(".pool")) {
    const texts = document.createTreeWalker(pool, NodeFilter.SHOW_TEXT);
    while (texts.nextNode()) {
      const { data, parentElement } = texts.currentNode;
      // A name in the middle of a word of the table is an element of its own.
      const isWhole = data.split("⟦").length === data.split("⟧").length;
      look(isWhole ? data : parentElement.textContent);
    }
    for (const element of pool.querySelectorAll("*")) {
      for (const name of ["aria-label", "aria-valuetext", "title", "placeholder", "alt"]) {
        if (element.hasAttribute(name)) look(element.getAttribute(name));
      }
    }
    if (pool.hasAttribute("aria-label")) look(pool.getAttribute("aria-label"));
  }
  return [...new Set(found)];
}

async function words(name, use) {
  const { page, problems, close } = await open(browser, fromDisk(name), { before: mark });
  await page.evaluate(() => {
    for (const answer of document.querySelectorAll("details")) answer.open = true;
  });
  const found = new Set(await page.evaluate(foreign));
  await use(page, async () => {
    for (const text of await page.evaluate(foreign)) found.add(text);
  });
  assert.deepEqual([...found], []);
  assert.deepEqual(problems, []);
  await close();
}

describe("the words of", () => {
  it("a timeline are in the table", () =>
    words("basic_pool.html", async (page, look) => {
      const lanes = page.locator(".pool-lanes").first();
      await lanes.focus();
      for (let step = 0; step < 30; step += 1) {
        await page.keyboard.press("ArrowRight");
        await look();
      }
      for (const key of ["ArrowDown", " ", " ", "End", "ArrowDown"]) {
        await page.keyboard.press(key);
        await look();
      }
    }));

  it("a deadlock are in the table", () =>
    words("basic_pool_traps.html", async (page, look) => {
      for (const timeline of await page.locator("pool-timeline").all()) {
        await timeline.locator(".pool-to-end").click();
        await look();
      }
    }));

  it("a game and of a question are in the table", () =>
    words("naive_spawning_traps.html", async (page, look) => {
      for (const question of await page.locator("pool-predict").all()) {
        await question.locator("button[type=submit]").click();
        await look();
        for (const input of await question.locator("form input").all()) {
          await input.check();
          await question.locator("button[type=submit]").click();
          await look();
        }
        await question.locator(".pool-show").click();
      }
      for (const game of await page.locator("pool-scheduler").all()) {
        for (const button of [".pool-nature", ".pool-undo", ".pool-shortest", ".pool-restart"]) {
          await game.locator(button).click();
          await look();
        }
        for (let turn = 0; await game.locator(".pool-move").count() > 0; turn += 1) {
          await game.locator(".pool-move").nth(turn % await game.locator(".pool-move").count()).click();
          await look();
        }
      }
    }));
});
