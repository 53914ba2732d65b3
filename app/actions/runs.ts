"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import {
  applyRunCase,
  discardRunCase,
  resumeRunCase,
  retryRunCase,
  rollBackRunCase,
  stopRunCase,
} from "#lib/server/fleet/change-run.ts";
import { createRunCase } from "#lib/server/fleet/create-run.ts";

export const createRun = defineAction(createRunCase);
export const applyRun = defineAction(applyRunCase);
export const discardRun = defineAction(discardRunCase);
export const stopRun = defineAction(stopRunCase);
export const resumeRun = defineAction(resumeRunCase);
export const retryRun = defineAction(retryRunCase);
export const rollBackRun = defineAction(rollBackRunCase);
