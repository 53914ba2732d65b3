"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { readFieldPricesCase } from "#lib/server/usage/job-usage.ts";

export const readFieldPrices = defineAction(readFieldPricesCase);
