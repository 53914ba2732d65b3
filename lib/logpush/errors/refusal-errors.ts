import { storeErrors } from "./store-errors.ts";

/**
 * What the server says by a code alone, before it reads what was sent. The browser has the words, and loads them when the
 * first call is refused.
 */
export const refusalErrors = {
  E_SIGN_IN: [
    "You are not signed in, or your session has expired.",
    "Sign in in another tab, then try again here. Nothing you typed is lost.",
  ],
  E_ROLE: ["Your role does not allow this.", "Ask an administrator."],
  E_NO_ROLE: [
    "You are signed in with Cloudflare Access, but have no role in Headgate.",
    "Ask an administrator to add you to HEADGATE_ROLES.",
  ],
  E_NEW_VERSION: [
    "Headgate was updated while this page was open, so nothing was sent.",
    "Reload the page. The fields of a new job are restored; re-enter header and parameter values.",
  ],
  E_TOO_LARGE: [
    "The request exceeds 256 kB.",
    "Shorten the filter, the fields or the other settings, or select fewer jobs, then try again. Nothing you typed is lost.",
  ],
  E_FORBIDDEN_ORIGIN: ["The request did not come from this site.", "Open Headgate at its own address and try again."],
  ...storeErrors,
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
