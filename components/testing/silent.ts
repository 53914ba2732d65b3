import { browserErrors } from "#lib/logpush/errors/browser-errors.ts";
import { errorOf } from "#lib/logpush/result.ts";

/** As if the server did not answer: for what only a server can know. */
export const silent = { ok: false, error: errorOf(browserErrors, "E_SERVER_SILENT") } as const;
