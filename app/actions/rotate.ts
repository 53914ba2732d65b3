"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { previewRotationCase, rotateJobCase } from "#lib/server/rotate/rotate-header.ts";

export const preview = defineAction(previewRotationCase);
export const rotate = defineAction(rotateJobCase);
