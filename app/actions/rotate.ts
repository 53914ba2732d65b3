"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { previewRotationCase, rotateJobCase } from "#lib/server/rotate/rotate-header.ts";

export const previewRotation = defineAction(previewRotationCase);
export const rotateJob = defineAction(rotateJobCase);
