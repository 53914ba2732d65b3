/** Errors that the browser reports without the server. Every page that calls an action loads them, so they are few. */
export const browserErrors = {
  E_SERVER_SILENT: [
    "Headgate's server did not answer.",
    "Check that it is running and that you are online, then try again. Nothing that you typed is lost.",
  ],
  E_SERVER_SILENT_WRITE: [
    "Headgate's server did not answer, so it is not known whether the change happened.",
    "Check the job list before you try again.",
  ],
  E_INPUT: ["Some fields need a correction.", "Check the marked fields."],
  E_DELIVERY_CANCELLED: ["The test delivery was canceled.", "Start it again when you are ready."],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
