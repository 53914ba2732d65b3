"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { compareVersionsCase, listVersionsCase } from "#lib/server/history/list-versions.ts";
import { restoreVersionCase, undoChangeCase } from "#lib/server/history/restore-version.ts";

export const listVersions = defineAction(listVersionsCase);
export const compareVersions = defineAction(compareVersionsCase);
export const restoreVersion = defineAction(restoreVersionCase);
export const undoChange = defineAction(undoChangeCase);
