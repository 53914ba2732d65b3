// The long fault tests: `npm run faults [-- random | replicas | single | runs] [options]`. Exits with 1 if something is violated.
import { parseArgs } from "node:util";
import { runKilledRuns } from "./faults/killed-runs.ts";
import { runRandom } from "./faults/random.ts";
import { runReplicas } from "./faults/replicas.ts";
import { runSingle } from "./faults/single.ts";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    seconds: { type: "string" },
    users: { type: "string" },
    kills: { type: "string", default: "50" },
    rounds: { type: "string" },
  },
});
const [name = "random"] = positionals;
const numberOr = (typed: string | undefined, usual: number) => (typed === undefined ? usual : Number(typed));

const runs: Record<string, () => Promise<boolean>> = {
  /** Random faults at every step of a change, killed writers, and many people on one server. */
  random: () => runRandom({ seconds: numberOr(values.seconds, 120), users: numberOr(values.users, 64) }),
  /** Three servers on one PostgreSQL, with servers and the database killed. */
  replicas: () => runReplicas({ seconds: numberOr(values.seconds, 300), users: numberOr(values.users, 64) }),
  /** A run over 30 zones whose server is killed at each of 14 points. */
  runs: () => runKilledRuns({ rounds: numberOr(values.rounds, 20) }),
  /** One server on SQLite, killed again and again. */
  single: () => runSingle({ kills: Number(values.kills), users: numberOr(values.users, 8) }),
};
const run = runs[name];
if (!run) throw new Error(`There is no run ${name}: ${Object.keys(runs).join(", ")}.`);
process.exitCode = (await run()) ? 0 : 1;
