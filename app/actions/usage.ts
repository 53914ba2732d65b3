"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { readFieldPricesCase } from "#lib/server/usage/job-usage.ts";
import { setBudgetCase } from "#lib/server/usage/set-budget.ts";

export const readFieldPrices = defineAction(readFieldPricesCase);
export const setBudget = defineAction(setBudgetCase);
