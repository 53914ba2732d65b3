"use server";

import { defineAction } from "#lib/server/define-action.ts";
import { probeScope, probeScopeSchema } from "#lib/server/permissions.ts";

export const probe = defineAction({ name: "probeScope", role: "operator", input: probeScopeSchema }, probeScope);
