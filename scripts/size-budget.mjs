// First-load JavaScript of the built pages, gzip, and all code of the server, against the budgets. Polyfills for old
// browsers (noModule) do not count.
import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { withApp } from "./serve.mjs";

const jobPath = /href="(\/(?:zones|accounts)\/[^/"]+\/jobs\/\d+)"/;
/** Bytes over an empty page; a page without a budget is only reported. */
const overFloor = { list: 25_000, form: 60_000, detail: 25_000 };
/** An empty page of Next 16.4.6 with React 19.3.1: for a build that has none, or whose own has grown. */
const knownFloor = 135_300;

/** Bytes. The start loads much of it; the SDK with all its resources would double it. */
const serverBudget = 16_000_000;

/** Next renders its last-resort error page without our layout, which is the closest to an empty page in every build. */
const emptyPage = ".next/server/app/_global-error.html";

const isOver = await withApp(async (origin) => {
  const scripts = new Map();
  const list = await fetchText(`${origin}/`);
  const detail = jobPath.exec(list)?.[1];
  if (detail === undefined) throw new Error("The list page links to no job.");
  const pages = { list, form: await fetchText(`${origin}/jobs/new`), detail: await fetchText(`${origin}${detail}`) };

  const measured = existsSync(emptyPage) ? await measure(readFileSync(emptyPage, "utf8")) : 0;
  const isMeasured = measured > 0 && measured <= knownFloor;
  const floor = isMeasured ? measured : knownFloor;
  const rows = [["empty page", floor, undefined]];
  for (const [name, html] of Object.entries(pages)) {
    rows.push([name, await measure(html), name in overFloor ? floor + overFloor[name] : undefined]);
  }
  print(rows, isMeasured ? "measured in this build" : "a constant, this build has no empty page");
  const server = serverBytes();
  console.log(`Code of the server in MB: ${megabytes(server)} of ${megabytes(serverBudget)}.`);
  return server > serverBudget || rows.some(([, bytes, budget]) => budget !== undefined && bytes > budget);

  async function measure(html) {
    const paths = new Set();
    for (const [tag, path] of html.matchAll(/<script[^>]*\ssrc="([^"]+)"[^>]*>/g)) {
      if (!/\snomodule/i.test(tag)) paths.add(path);
    }
    let bytes = 0;
    for (const path of paths) {
      if (!scripts.has(path)) scripts.set(path, gzipSync(await fetchText(new URL(path, origin)), { level: 9 }).length);
      bytes += scripts.get(path);
    }
    return bytes;
  }
});
if (isOver) {
  console.error(
    "headgate: a page or the server is over its budget. Load what the first view does not need with loaded() of components/ui/loaded.tsx, what the server seldom needs with import(), or remove it.",
  );
  process.exitCode = 1;
}

function serverBytes() {
  const folder = join(".next", "server");
  const scripts = readdirSync(folder, { recursive: true }).filter((name) => name.endsWith(".js"));
  return scripts.reduce((sum, name) => sum + statSync(join(folder, name)).size, 0);
}

function megabytes(bytes) {
  return (bytes / 1e6).toFixed(1);
}

async function fetchText(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error(`${url} answered ${response.status}.`);
  return response.text();
}

function print(rows, origin) {
  console.log(`First-load JavaScript in kB (gzip); empty page: ${origin}.`);
  const kB = (bytes) => (bytes === undefined ? "-" : (bytes / 1000).toFixed(1)).padStart(8);
  console.log(`${"page".padEnd(12)}${"size".padStart(8)}${"budget".padStart(8)}${"left".padStart(8)}`);
  for (const [name, bytes, budget] of rows) {
    console.log(`${name.padEnd(12)}${kB(bytes)}${kB(budget)}${kB(budget === undefined ? undefined : budget - bytes)}`);
  }
}
