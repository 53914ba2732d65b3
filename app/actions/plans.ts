"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { planCreateCase } from "#lib/server/fleet/plan-create.ts";
import { planRotationCase } from "#lib/server/fleet/plan-rotation.ts";
import { planSettingsCase } from "#lib/server/fleet/plan-settings.ts";
import { findSecretsCase } from "#lib/server/rotate/read-secrets.ts";

export const planCreate = defineAction(planCreateCase);
export const planRotation = defineAction(planRotationCase);
export const planSettings = defineAction(planSettingsCase);
export const findSecrets = defineAction(findSecretsCase);
