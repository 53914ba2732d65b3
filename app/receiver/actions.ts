"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { noInputSchema } from "#lib/server/define/input-schemas.ts";
import {
  clearArrivals,
  readArrivalDetail,
  readArrivalSchema,
  setLabAnswerSchema,
  setReceiverAnswer,
} from "#lib/server/receiver/lab.ts";

export const setLabAnswer = defineAction(
  { name: "setLabAnswer", role: "operator", input: setLabAnswerSchema, isWrite: true },
  setReceiverAnswer,
);

export const clearReceived = defineAction(
  { name: "clearReceived", role: "operator", input: noInputSchema, isWrite: true },
  clearArrivals,
);

export const readArrival = defineAction(
  { name: "readArrival", role: "operator", input: readArrivalSchema },
  readArrivalDetail,
);
