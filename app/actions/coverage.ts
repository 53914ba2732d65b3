"use server";

import { listCellJobsCase } from "#lib/server/coverage/cell-jobs.ts";
import { readConsolidationCase } from "#lib/server/coverage/consolidations.ts";
import { defineAction } from "#lib/server/define/define-action.ts";

export const listCellJobs = defineAction(listCellJobsCase);
export const readConsolidation = defineAction(readConsolidationCase);
