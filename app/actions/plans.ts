"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { planCleanupCase } from "#lib/server/fleet/plan-cleanup.ts";
import { planCreateCase } from "#lib/server/fleet/plan-create.ts";
import { planFieldChangeCase } from "#lib/server/fleet/plan-field-change.ts";
import { planRestoreCase } from "#lib/server/fleet/plan-restore.ts";
import { planRotationCase } from "#lib/server/fleet/plan-rotation.ts";
import { planSettingsCase } from "#lib/server/fleet/plan-settings.ts";
import { readCopySourceCase } from "#lib/server/job/read-copy.ts";
import { findSecretsCase } from "#lib/server/rotate/read-secrets.ts";
import { listScopesCase } from "#lib/server/scopes/find-scopes.ts";

export const planCleanup = defineAction(planCleanupCase);
export const planCreate = defineAction(planCreateCase);
export const planFieldChange = defineAction(planFieldChangeCase);
export const planRestore = defineAction(planRestoreCase);
export const planRotation = defineAction(planRotationCase);
export const planSettings = defineAction(planSettingsCase);
export const findSecrets = defineAction(findSecretsCase);
export const readCopySource = defineAction(readCopySourceCase);
export const listScopes = defineAction(listScopesCase);
