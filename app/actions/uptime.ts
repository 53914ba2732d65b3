"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { setObjectiveCase } from "#lib/server/uptime/objectives.ts";

export const setObjective = defineAction(setObjectiveCase);
