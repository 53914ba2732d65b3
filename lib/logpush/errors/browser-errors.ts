/** Errors that the browser reports without the server. Every page that calls an action loads them, so they are few. */
export const browserErrors = {
  E_SERVER_SILENT: [
    "The Headgate server did not respond.",
    "Check that it is running and that you are online, then try again. Nothing you typed is lost.",
  ],
  E_SERVER_SILENT_WRITE: [
    "The Headgate server did not respond, so the outcome of the change is unknown.",
    "Check the job list before you retry.",
  ],
  E_INPUT: ["Some fields are invalid.", "Check the marked fields."],
  E_DELIVERY_CANCELLED: ["Test delivery canceled.", "Send it again when you are ready."],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
