import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { SnippetOptions } from "../snippet.ts";
import { typeScriptFor } from "../typescript.ts";
import { compileTypeScript } from "./compile-typescript.ts";
import type { Captured, KeptValues, Sample } from "./samples.ts";
import { withFiles } from "./temporary-folder.ts";

/** Cloudflare's SDK is the real one; its requests are recorded. */
const recorder = `
import { writeFileSync } from "node:fs";
const calls = [];
globalThis.fetch = async (url, init) => {
  const body = init.body ? { body: JSON.parse(init.body) } : {};
  calls.push({ method: init.method.toUpperCase(), url: String(url), ...body });
  return Response.json({ success: true, errors: [], messages: [], result: { id: 1 } });
};
for (let index = 0; index < Number(process.argv[2]); index += 1) await import("./" + index + ".mjs");
writeFileSync("calls.json", JSON.stringify(calls));
`;

/** Runs the programs in Node. */
export async function captureTypeScript(
  samples: Sample[],
  options: SnippetOptions,
  kept: KeptValues,
): Promise<Captured[]> {
  const programs = samples.map(({ request }, index) => [`${index}.mts`, typeScriptFor(request, options)]);
  return withFiles({ ...Object.fromEntries(programs), "record.mjs": recorder }, (folder) => {
    compileTypeScript(
      folder,
      programs.map(([name = ""]) => name),
    );
    const args = ["record.mjs", String(samples.length)];
    const env = { ...process.env, ...kept };
    const { status, stderr } = spawnSync(process.execPath, args, { cwd: folder, env, maxBuffer: 100_000_000 });
    if (status !== 0) throw new Error(stderr.toString());
    const calls: { method: string; url: string; body?: unknown }[] = JSON.parse(
      readFileSync(join(folder, "calls.json"), "utf8"),
    );
    return calls.map(({ url, ...call }) => ({ ...call, path: url.slice(options.apiBase.length) }));
  });
}
