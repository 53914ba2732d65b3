import { storeErrors } from "./store-errors.ts";

/**
 * What the server says by a code alone, before it reads what was sent. The browser has the words, and loads them when the
 * first call is refused.
 */
export const refusalErrors = {
  E_SIGN_IN: [
    "You are not signed in, or your session has ended.",
    "Sign in in another tab, then try again here. Nothing that you typed is lost.",
  ],
  E_ROLE: ["Your role in Headgate does not allow this.", "Ask an admin of this Headgate."],
  E_NO_ROLE: [
    "Cloudflare Access knows you, but you have no role in Headgate.",
    "Ask who runs this server to add you to HEADGATE_ROLES.",
  ],
  E_NEW_VERSION: [
    "Headgate was updated while this page was open, so nothing was sent.",
    "Reload the page. A new job's fields are restored; enter header and parameter values again.",
  ],
  E_TOO_LARGE: [
    "This is larger than the 256 kB that Headgate accepts in one request.",
    "Shorten the filter, the fields or the other settings, then try again. Nothing that you typed is lost.",
  ],
  E_FORBIDDEN_ORIGIN: ["The request did not come from this site.", "Open Headgate at its own address and try again."],
  ...storeErrors,
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
