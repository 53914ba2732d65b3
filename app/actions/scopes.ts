"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { countScopeJobsCase } from "#lib/server/scopes/count-scope-jobs.ts";
import { findScopesCase } from "#lib/server/scopes/find-scopes.ts";
import { readTransformersCase } from "#lib/server/scopes/read-transformers.ts";

export const findScopes = defineAction(findScopesCase);
export const countScopeJobs = defineAction(countScopeJobsCase);
export const readTransformers = defineAction(readTransformersCase);
