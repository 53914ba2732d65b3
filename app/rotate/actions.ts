"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import {
  previewRotation,
  previewRotationSchema,
  rotateJob,
  rotateJobSchema,
} from "#lib/server/rotate/rotate-header.ts";

export const preview = defineAction(
  { name: "previewRotation", role: "admin", input: previewRotationSchema },
  previewRotation,
);

// Not a write for the wrapper: re-rendering the page after each job would read all jobs again.
export const rotate = defineAction({ name: "rotateJob", role: "admin", input: rotateJobSchema }, rotateJob);
