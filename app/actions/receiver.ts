"use server";

import { defineAction } from "#lib/server/define/define-action.ts";
import { clearArrivalsCase, readArrivalCase, setReceiverAnswerCase } from "#lib/server/receiver/receiver.ts";

export const setReceiverAnswer = defineAction(setReceiverAnswerCase);
export const clearReceived = defineAction(clearArrivalsCase);
export const readArrival = defineAction(readArrivalCase);
