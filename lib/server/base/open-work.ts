import "server-only";
import { perProcess } from "./per-process.ts";

/** `scripts/http-server.mjs` finds this set by its name, and waits for the work in it before the process exits. */
const openWork = perProcess("openWork", () => new Set<object>());

/** Runs a change. A stopping process waits for it, even if the browser has gone. */
export async function trackWork<T>(work: () => Promise<T>): Promise<T> {
  const mark = {};
  openWork.add(mark);
  try {
    return await work();
  } finally {
    openWork.delete(mark);
  }
}
