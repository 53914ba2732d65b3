"use server";

import { sendTestAlertCase } from "#lib/server/alerts/alerts.ts";
import { defineAction } from "#lib/server/define/define-action.ts";

export const sendTest = defineAction(sendTestAlertCase);
