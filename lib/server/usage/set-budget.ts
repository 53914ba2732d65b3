import "server-only";
import * as z from "zod/mini";
import { mostCents } from "#lib/logpush/usage/budget.ts";
import { deleteBudget, findBudget, saveBudget } from "#lib/store/usage.ts";
import { audited } from "../activity/audited.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";

const budgetSchema = z.object({ cents: z.nullable(z.int().check(z.minimum(1), z.maximum(mostCents))) });

/** Sets what a month may cost, or removes the budget. It belongs to Headgate: nothing is sent to Cloudflare. */
export async function setBudget(context: Context, { cents }: z.output<typeof budgetSchema>): Promise<null> {
  const { store, realm, caller, now, digests } = context;
  const before = await findBudget(store.db, realm);
  const change = {
    ...{ action: "budget" as const, scope: "" },
    ...(before && { before: digests.versionsOf({ Budget: before.cents }) }),
    ...(cents !== null && { after: digests.versionsOf({ Budget: cents }) }),
  };
  return audited(context, change, async () => {
    if (cents === null) await deleteBudget(store.db, realm);
    else await saveBudget(store.db, { realm, cents, changed_at: now(), changed_by: caller.id });
    return null;
  });
}

export const setBudgetCase = defineUseCase(
  { name: "setBudget", role: "admin", input: budgetSchema, isWrite: true },
  setBudget,
);
