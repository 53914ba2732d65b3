import { spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { cleanEnv } from "../clean-env.mjs";
import { residentMb } from "../resident-mb.mjs";
import { freePort } from "../serve.mjs";
import type { BenchStore } from "./stores.ts";
import { quantile, type Row, ratio } from "./tables.ts";

const starts = 5;
const idleMs = 5000;
/** Below the project, so that it finds the packages. */
const bareFolder = resolve(".cache", "bare-next");

type Start = { firstByteMs: number; idleMb: number };

export const startColumns = ["app", "starts", "first byte p50, ms", "relative", "idle RSS p50, MB", "relative"];

/** From the start of the process to the first byte of a page, and the memory at rest, relative to a Next app of one page. */
export async function measureStart(stores: BenchStore[]): Promise<Row[]> {
  buildBareApp();
  const bare = await repeat(startBare);
  const rows: Row[] = [rowOf("a Next app of one page", bare, bare)];
  for (const { name, fresh } of stores) {
    const settings = await fresh();
    rows.push(rowOf(`Headgate, ${name}`, await repeat(() => startHeadgate(settings)), bare));
  }
  rmSync(bareFolder, { recursive: true, force: true });
  return rows;
}

function rowOf(name: string, measured: Start[], bare: Start[]): Row {
  const of = (list: Start[], read: (start: Start) => number) => quantile(list.map(read), 0.5);
  const [byte, mb] = [of(measured, ({ firstByteMs }) => firstByteMs), of(measured, ({ idleMb }) => idleMb)];
  return [
    ...[
      name,
      measured.length,
      byte,
      ratio(
        byte,
        of(bare, ({ firstByteMs }) => firstByteMs),
      ),
    ],
    ...[
      mb,
      ratio(
        mb,
        of(bare, ({ idleMb }) => idleMb),
      ),
    ],
  ];
}

async function repeat(start: () => Promise<Start>): Promise<Start[]> {
  const measured: Start[] = [];
  while (measured.length < starts) measured.push(await start());
  return measured;
}

async function startHeadgate(settings: Record<string, string>): Promise<Start> {
  const data = mkdtempSync(join(tmpdir(), "headgate-start-"));
  const start = await untilFirstByte([join("scripts", "start.mjs")], { ...settings, HEADGATE_DATA: data });
  rmSync(data, { recursive: true, force: true });
  return start;
}

const next = resolve("node_modules", "next", "dist", "bin", "next");

function buildBareApp(): void {
  mkdirSync(join(bareFolder, "app"), { recursive: true });
  const write = (name: string, text: string) => writeFileSync(join(bareFolder, name), text);
  write("package.json", JSON.stringify({ name: "bare", private: true, type: "module" }));
  write(
    "next.config.js",
    `export default { turbopack: { root: ${JSON.stringify(resolve("."))} }, typescript: { ignoreBuildErrors: true } };`,
  );
  write("app/layout.jsx", "export default ({ children }) => <html lang='en'><body>{children}</body></html>;");
  // Rendered for each request, as Headgate's pages are.
  write("app/page.jsx", "export const dynamic = 'force-dynamic'; export default () => <h1>{Date.now()}</h1>;");
  const { status } = spawnSync(process.execPath, [next, "build", bareFolder], {
    env: cleanEnv({ NEXT_TELEMETRY_DISABLED: "1" }),
    stdio: ["ignore", "ignore", "inherit"],
  });
  if (status !== 0) throw new Error("The app of one page was not built.");
}

function startBare(): Promise<Start> {
  return untilFirstByte([next, "start", bareFolder, "-H", "127.0.0.1"], {});
}

async function untilFirstByte(script: string[], settings: Record<string, string>): Promise<Start> {
  const port = String(await freePort());
  const begun = performance.now();
  const server = spawn(process.execPath, script, {
    env: cleanEnv({ ...settings, PORT: port, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" }),
    stdio: "ignore",
  });
  let answer: Response | undefined;
  while (answer === undefined && server.exitCode === null) {
    answer = await fetch(`http://127.0.0.1:${port}`).catch(() => undefined);
    if (answer === undefined) await sleep(20);
  }
  if (answer === undefined) throw new Error(`${script[0]} ended with ${server.exitCode}.`);
  const firstByteMs = performance.now() - begun;
  await answer.body?.cancel();
  await sleep(idleMs);
  const idleMb = residentMb(server.pid);
  server.kill();
  await once(server, "exit");
  return { firstByteMs, idleMb };
}
