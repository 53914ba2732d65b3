"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { probeScope, probeScopeSchema } from "#lib/server/scopes/permissions.ts";

export const probe = defineAction({ name: "probeScope", role: "operator", input: probeScopeSchema }, probeScope);
