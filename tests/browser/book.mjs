// The book as it was built, and a browser to read it with.
//
// BOOK names the folder, CHROMIUM the browser; both have a place where they are
// looked for otherwise.
import { readFile, readdir, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

const here = fileURLToPath(new URL(".", import.meta.url));
export const folder = resolve(process.env.BOOK ?? join(here, "../../book/book"));

// All files of the book, each with its size.
export async function files() {
  const names = await readdir(folder, { recursive: true });
  const all = await Promise.all(names.map(async (name) => ({ name, ...await about(name) })));
  return all.filter((file) => file.isFile);
}

async function about(name) {
  const found = await stat(join(folder, name));
  return { isFile: found.isFile(), size: found.size };
}

// The pages that a reader can come to by the table of contents.
export async function pages() {
  const names = (await files()).map((file) => file.name).filter((name) => name.endsWith(".html"));
  return names.filter((name) => !["toc.html", "404.html"].includes(name)).sort();
}

export const fromDisk = (name) => pathToFileURL(join(folder, name)).href;

const TYPES = {
  ".css": "text/css", ".html": "text/html; charset=utf-8", ".js": "text/javascript",
  ".json": "application/json", ".png": "image/png", ".svg": "image/svg+xml",
};

// Serves the book on this machine: { url, close }.
export async function serve() {
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url, "http://localhost");
    const file = join(folder, decodeURIComponent(pathname));
    try {
      const body = await readFile(file);
      response.writeHead(200, { "content-type": TYPES[extname(file)] ?? "application/octet-stream" });
      response.end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  return {
    url: (name) => `http://127.0.0.1:${server.address().port}/${name}`,
    close: () => server.close(),
  };
}

export const launch = () => chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu"],
});

// A page, and all that goes wrong in it: errors, and files that are not there. The
// function `before` runs in the page before its scripts do.
export async function open(browser, url, { before, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width: 1200, height: 900 }, ...options });
  const page = await context.newPage();
  if (before) await page.addInitScript(before);
  const problems = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) problems.push(message.text());
  });
  page.on("pageerror", (error) => problems.push(error.message));
  // What a page still waits for when the reader goes on is no failure.
  page.on("requestfailed", (request) => {
    const { errorText } = request.failure();
    if (errorText !== "net::ERR_ABORTED") problems.push(`${errorText}: ${request.url()}`);
  });
  page.on("response", (response) => {
    if (response.status() >= 400) problems.push(`${response.status()}: ${response.url()}`);
  });
  page.on("request", (request) => {
    if (!/^(file|data|blob|http:\/\/127\.0\.0\.1)/.test(request.url())) {
      problems.push(`from elsewhere: ${request.url()}`);
    }
  });
  await page.goto(url);
  await ready(page);
  return { page, problems, close: () => context.close() };
}

// Waits until every component of the page is alive.
export async function ready(page) {
  await page.waitForFunction(() => {
    const alive = (element) => element.querySelector(".pool") !== null;
    const all = document.querySelectorAll("pool-timeline, pool-scheduler, pool-predict");
    return [...all].every(alive);
  });
}
