import { runTests } from "./run-tests.ts";

/** A run over 30 zones, whose server is killed at each point as often as that, and what the next server makes of it. */
export async function runKilledRuns({ rounds }: { rounds: number }): Promise<boolean> {
  return runTests(["lib/server/fleet/kill-points.test.ts"], { KILL_ROUNDS: String(rounds), KILL_ZONES: "30" });
}
