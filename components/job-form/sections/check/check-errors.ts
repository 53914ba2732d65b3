import type { AppError } from "#lib/logpush/result.ts";

/** Written out here, for the table of answers stays on the server. A test keeps both equal. */
export const fieldsAreWrong: AppError = {
  code: "E_INPUT",
  message: "Some fields need a correction.",
  nextStep: "Check the marked fields.",
};

export const wasCanceled: AppError = {
  code: "E_DELIVERY_CANCELLED",
  message: "The test delivery was canceled.",
  nextStep: "Start it again when you are ready.",
};
