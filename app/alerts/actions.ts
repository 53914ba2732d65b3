"use server";

import { sendTestAlert } from "#lib/server/alerts/alerts.ts";
import { defineAction } from "#lib/server/define/define-action.ts";
import { noInputSchema } from "#lib/server/define/input-schemas.ts";

export const sendTest = defineAction(
  { name: "sendTestAlert", role: "admin", input: noInputSchema, isWrite: true },
  sendTestAlert,
);
