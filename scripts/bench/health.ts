// How long /healthz waits while somebody sends the worst that the server takes.
import { setTimeout as sleep } from "node:timers/promises";
import { actionHeaders, findBuiltAction } from "../built-actions.ts";

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
  "20 lists at once": { action: "", input: {}, times: 20 },
  "20 exports at once": { action: "exportJobs", input: {}, times: 20 },
};

function terraform(text: string) {
  return { action: "readTerraform", input: { text }, times: 2 };
}

/** What was sent, in how many requests, and how long /healthz took meanwhile, in milliseconds. */
export type HealthWaits = { title: string; requests: number; waits: number[] };

export async function measureHealth(origin: string): Promise<HealthWaits[]> {
  const measured: HealthWaits[] = [];
  for (const [title, { action, input, times }] of Object.entries(worst)) {
    const headers = action === "" ? undefined : actionHeaders(findBuiltAction(action));
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
      await Promise.all(Array.from({ length: times }, () => call(origin, headers, input)));
      if (times === 0) await sleep(500);
    }
    isOver = true;
    await polling;
    measured.push({ title, requests: times * repeats, waits });
  }
  return measured;
}

/** Calls an action, or without one's headers reads the list. */
async function call(origin: string, headers: object | undefined, input: object): Promise<void> {
  const response = headers
    ? await fetch(`${origin}/`, { method: "POST", headers: { origin, ...headers }, body: JSON.stringify([input]) })
    : await fetch(`${origin}/jobs/list`);
  await response.text();
}
