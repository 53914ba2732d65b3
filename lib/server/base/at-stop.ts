import "server-only";
import { perProcess } from "./per-process.ts";

/** `scripts/http-server.mjs` finds this set by its name, and calls what is in it when the process is asked to stop. */
const endings = perProcess("atStop", () => new Set<() => Promise<void>>());

/** Runs when the process is asked to stop, which waits a few seconds for it. It does not run when the process is killed. */
export function atStop(end: () => Promise<void>): void {
  endings.add(end);
}
