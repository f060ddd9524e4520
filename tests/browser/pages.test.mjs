// What holds for every page. Each is opened once from a disk, looked at in all
// ways, and once from a server; the tests are about what was seen.
import assert from "node:assert/strict";
import { createRequire } from "node:module";
import { after, before, describe, it } from "node:test";
import { files, fromDisk, launch, open, pages, ready, serve } from "./book.mjs";

const AXE = createRequire(import.meta.url).resolve("axe-core/axe.min.js");
const LIMIT = 5_000_000;

let browser;
const seen = new Map();

async function look(page, problems, name) {
  problems.length = 0;
  await page.setViewportSize({ width: 1200, height: 900 });
  await page.goto(fromDisk(name));
  await ready(page);
  const dark = await page.evaluate(() => document.documentElement.classList.contains("navy"));
  const { ids, links } = await page.evaluate(() => ({
    ids: [...document.querySelectorAll("[id]")].map((element) => element.id),
    links: [...document.querySelectorAll("a[href], img[src]")]
      .map((element) => element.getAttribute("href") ?? element.getAttribute("src")),
  }));
  // What is folded is part of the page.
  await page.evaluate(() => {
    for (const folded of document.querySelectorAll("details")) folded.open = true;
  });
  // The toggle of what was unfolded comes with the next frame.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))));
  const findings = [];
  await page.addScriptTag({ path: AXE });
  for (const [scheme, theme] of [["light", "light"], ["dark", "navy"]]) {
    await page.emulateMedia({ colorScheme: scheme });
    await page.waitForFunction((theme) => document.documentElement.classList.contains(theme), theme);
    findings.push(...await page.evaluate(check, theme));
  }
  await page.emulateMedia({ colorScheme: "light" });
  await page.setViewportSize({ width: 360, height: 740 });
  const wide = await page.evaluate(() => {
    const { scrollWidth, clientWidth } = document.documentElement;
    return scrollWidth - clientWidth;
  });
  return { dark, ids, links, findings, wide, problems: [...problems] };
}

// What axe has to say about the page in a theme, but for the colours of code, which
// are those of highlight.js.
async function check(theme) {
  const { violations } = await axe.run(document.querySelector("main"), { resultTypes: ["violations"], preload: false });
  return violations
    .filter((rule) => ["serious", "critical"].includes(rule.impact))
    .flatMap((rule) => rule.nodes
      .filter((node) => !/hljs-/.test(node.html))
      .map((node) => `${theme}: ${rule.id}: ${node.html.slice(0, 120)}`));
}

before(async () => {
  browser = await launch();
  const names = await pages();
  assert.ok(names.length > 20, `only ${names.length} pages`);
  const { page, problems, close } = await open(browser, fromDisk("introduction.html"));
  for (const name of names) seen.set(name, await look(page, problems, name));
  await close();
});
after(() => browser?.close());

const all = (what) => [...seen].flatMap(([name, page]) => what(page).map((text) => `${name}: ${text}`));

describe("every page", () => {
  it("loads from a disk without an error", () => {
    assert.deepEqual(all((page) => page.problems), []);
  });

  it("loads from a server without an error", async () => {
    const server = await serve();
    const { page, problems, close } = await open(browser, server.url("introduction.html"));
    for (const name of seen.keys()) {
      await page.goto(server.url(name));
      await ready(page);
    }
    assert.deepEqual(problems, []);
    await close();
    server.close();
  });

  it("has each id once", () => {
    const twice = ({ ids }) => ids.filter((id, index) => ids.indexOf(id) !== index);
    assert.deepEqual(all(twice), []);
  });

  it("fits a screen of 360 pixels", () => {
    assert.deepEqual(all((page) => page.wide === 0 ? [] : [`${page.wide} pixels too wide`]), []);
  });

  it("has no serious finding of accessibility, in light and in dark", () => {
    assert.deepEqual(all((page) => page.findings), []);
  });

  it("is dark where the reader's system is", async () => {
    assert.ok([...seen.values()].every((page) => !page.dark));
    const { page, close } = await open(browser, fromDisk("basic_pool.html"), { colorScheme: "dark" });
    assert.ok(await page.evaluate(() => document.documentElement.classList.contains("navy")));
    const colours = await page.locator(".pool").first().evaluate((element) => {
      const { color, backgroundColor } = getComputedStyle(element);
      const light = (text) => text.match(/\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0);
      return [light(color), light(backgroundColor)];
    });
    assert.ok(colours[0] > colours[1], `text ${colours[0]}, ground ${colours[1]}`);
    await close();
  });

  it("has no link that leads nowhere", async () => {
    const there = new Set((await files()).map((file) => file.name));
    for (const [name, { links }] of seen) {
      for (const link of links) {
        if (/^(https:|javascript:|data:)/.test(link)) continue;
        const [path, fragment] = link.split("#");
        const file = path === "" ? name : path;
        assert.ok(there.has(file), `${name}: ${link}`);
        if (fragment && seen.has(file)) {
          assert.ok(seen.get(file).ids.includes(decodeURIComponent(fragment)), `${name}: ${link}`);
        }
      }
    }
  });

  it("is found by the search", async () => {
    const { page, problems, close } = await open(browser, fromDisk("introduction.html"));
    await page.keyboard.press("s");
    await page.locator("#mdbook-searchbar").pressSequentially("semaphore");
    const results = page.locator("#mdbook-searchresults li");
    await results.first().waitFor();
    assert.ok((await results.allTextContents()).some((text) => /semaphore/i.test(text)));
    assert.deepEqual(problems, []);
    await close();
  });

  it("is there without scripts: pictures and answers", async () => {
    const context = await browser.newContext({ javaScriptEnabled: false });
    const page = await context.newPage();
    await page.goto(fromDisk("basic_pool_traps.html"));
    const answer = page.locator("pool-predict details").first();
    await answer.locator("summary").click();
    assert.ok(await answer.locator("pre").isVisible());
    const picture = answer.locator("pool-timeline img");
    await picture.waitFor();
    assert.ok(await picture.evaluate((image) => image.naturalWidth > 0));
    await context.close();
  });

  it("together with the others is smaller than 5 MB", async () => {
    const size = (await files()).reduce((sum, file) => sum + file.size, 0);
    assert.ok(size < LIMIT, `${size} bytes`);
  });
});
