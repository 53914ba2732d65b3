import "server-only";
import { urgentStates } from "#lib/logpush/job/health-states.ts";
import { countAllJobs } from "#lib/store/inventory.ts";
import { defineQueryCase } from "../define/define-query.ts";

/** How many jobs need attention, for the navigation. It reads the store alone. */
export const countAttentionQuery = defineQueryCase(
  { name: "countAttention", role: "viewer", parse: () => undefined },
  async ({ store, realm }): Promise<number> => {
    const { counts } = await countAllJobs(store.db, realm);
    return urgentStates.reduce((sum, state) => sum + (counts.get(state) ?? 0), 0);
  },
);
