import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { terminalOf } from "../testing/terminal.ts";

test.each([
  [["--zones", "0"], "1 to 10000 zones"],
  [["--zones", "10001"], "1 to 10000 zones"],
  [["--zones", "many"], "--zones must be a whole number"],
  [["--zones", "3", "--jobs", "101"], "0 to 100 jobs"],
  [["--jobs", "3"], "--jobs needs --zones"],
  [["--latency", "-1"], "ambiguous"],
  [["--latency", "60001"], "--latency must be a whole number from 0 to 60000"],
  [["--quota", "1.5"], "--quota must be a whole number"],
])("refuses %s", async (options, reason) => {
  const folder = mkdtempSync(join(tmpdir(), "headgate-verb-"));
  try {
    const { code, out, err } = await terminalOf().run("emulator", "--port", "0", "--data", folder, ...options);
    expect({ isFailure: code !== 0, out }).toEqual({ isFailure: true, out: [] });
    expect(err.join("\n")).toContain(reason);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("serves a generated fleet with its latency and quota until it is stopped", async () => {
  const folder = mkdtempSync(join(tmpdir(), "headgate-verb-"));
  const options = ["--zones", "60", "--jobs", "3", "--latency", "100", "--quota", "3"];
  const args = ["cli/headgate.ts", "emulator", "--port", "0", "--data", folder, "--json", ...options];
  const server = spawn(process.execPath, ["--conditions", "react-server", "--import", "tsx", ...args], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  try {
    const [printed] = await once(server.stdout.setEncoding("utf8"), "data");
    const { url, token } = JSON.parse(printed);
    const ask = async (path: string, init: RequestInit = {}) => {
      const response = await fetch(`${url}${path}`, { ...init, headers: { authorization: `Bearer ${token}` } });
      return { status: response.status, body: await response.json() };
    };
    const begin = performance.now();
    const zones = await ask("/zones?per_page=50&page=2");
    expect(performance.now() - begin).toBeGreaterThanOrEqual(95);
    expect(zones.body.result_info).toMatchObject({ count: 10, total_count: 60 });
    const jobs = `/zones/${zones.body.result[0].id}/logpush/jobs`;
    expect((await ask(jobs)).body.result).toHaveLength(3);
    const body = JSON.stringify({ destination_conf: "https://receiver.headgate.test/in" });
    expect((await ask(jobs, { method: "POST", body })).status).toBe(403);
    server.kill("SIGTERM");
    expect(await once(server, "exit")).toEqual([0, null]);
  } finally {
    server.kill();
    rmSync(folder, { recursive: true });
  }
});
