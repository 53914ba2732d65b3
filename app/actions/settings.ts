"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { probeScopeCase } from "#lib/server/settings/permissions.ts";

export const probe = defineAction(probeScopeCase);
