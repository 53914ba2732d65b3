// How long /healthz waits while somebody sends the worst that the server takes.
import { readFileSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";

const pollMs = 20;
const repeats = 5;

const member = Array.from({ length: 400 }, (_, at) => `a${at}=[1,2,3]`).join(",");
const worst: Record<string, { action: string; input: object; times: number }> = {
  "nothing else": { action: "", input: {}, times: 0 },
  "Terraform, lines of jsonencode": terraform(
    Array.from({ length: 10 }, (_, at) => `k${at} = jsonencode({${member}})`).join("\n"),
  ),
  "Terraform, conditionals": terraform(`a = ${"true ? 1 : ".repeat(5000)}1`),
  "Terraform, brackets": terraform(`a = ${"[".repeat(30_000)}${"]".repeat(30_000)}`),
  "Terraform, templates in templates": terraform(`a = "${'\u0024{"'.repeat(6000)}${'"}'.repeat(6000)}"`),
  // What a viewer may send: reads, twenty at once.
  "20 lists at once": { action: "watchJobs", input: {}, times: 20 },
  "20 exports at once": { action: "exportJobs", input: {}, times: 20 },
};

function terraform(text: string) {
  return { action: "readTerraform", input: { text }, times: 2 };
}

/** Rows of: what is sent, requests, /healthz median and longest, in milliseconds. */
export async function measureHealth(origin: string): Promise<(string | number)[][]> {
  const ids = actionIds();
  const rows: (string | number)[][] = [];
  for (const [title, { action, input, times }] of Object.entries(worst)) {
    const waits: number[] = [];
    let isOver = false;
    const polling = (async () => {
      do {
        const start = performance.now();
        await (await fetch(`${origin}/healthz`)).text();
        waits.push(performance.now() - start);
        await sleep(pollMs);
      } while (!isOver);
    })();
    for (let repeat = 0; repeat < repeats; repeat += 1) {
      await Promise.all(Array.from({ length: times }, () => call(origin, ids[action], input)));
      if (times === 0) await sleep(500);
    }
    isOver = true;
    await polling;
    waits.sort((a, b) => a - b);
    const median = waits[Math.floor(waits.length / 2)] ?? 0;
    rows.push([title, times * repeats, Math.round(median), Math.round(waits.at(-1) ?? 0)]);
  }
  return rows;
}

function actionIds(): Record<string, string> {
  const { node } = JSON.parse(readFileSync(".next/server/server-reference-manifest.json", "utf8"));
  return Object.fromEntries(
    Object.entries<{ exportedName: string }>(node).map(([id, { exportedName }]) => [exportedName, id]),
  );
}

async function call(origin: string, id: string | undefined, input: object): Promise<void> {
  if (id === undefined) throw new Error("The build lacks an action that is measured.");
  const response = await fetch(`${origin}/`, {
    method: "POST",
    headers: { origin, "next-action": id, accept: "text/x-component", "content-type": "text/plain;charset=UTF-8" },
    body: JSON.stringify([input]),
  });
  await response.text();
}
