import type { AppError } from "#lib/logpush/result.ts";

/** What the server says by a code alone, before it has looked at what was sent. A test keeps the words as in the tables. */
export const refusals: Partial<Record<string, AppError>> = {
  E_SIGN_IN: {
    code: "E_SIGN_IN",
    message: "You are not signed in, or your session has ended.",
    nextStep: "Sign in in another tab, then try again here. Nothing that you typed is lost.",
  },
  E_ROLE: {
    code: "E_ROLE",
    message: "Your role in Headgate does not allow this.",
    nextStep: "Ask an admin of this Headgate.",
  },
  E_NO_ROLE: {
    code: "E_NO_ROLE",
    message: "Cloudflare Access knows you, but you have no role in Headgate.",
    nextStep: "Ask who runs this server to add you to HEADGATE_ROLES.",
  },
  E_NEW_VERSION: {
    code: "E_NEW_VERSION",
    message: "Headgate was updated while this page was open, so nothing was sent.",
    nextStep: "Reload the page. A new job's fields are restored; enter header and parameter values again.",
  },
  E_TOO_LARGE: {
    code: "E_TOO_LARGE",
    message: "This is larger than the 256 kB that Headgate accepts in one request.",
    nextStep: "Shorten the filter, the fields or the other settings, then try again. Nothing that you typed is lost.",
  },
  E_FORBIDDEN_ORIGIN: {
    code: "E_FORBIDDEN_ORIGIN",
    message: "The request did not come from this site.",
    nextStep: "Open Headgate at its own address and try again.",
  },
};
