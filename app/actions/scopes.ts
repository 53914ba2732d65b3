"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { findScopesCase } from "#lib/server/scopes/find-scopes.ts";

export const findScopes = defineAction(findScopesCase);
