import type { AppError } from "../result.ts";

/** What Cloudflare says about a form before it becomes a job. */
export type CheckResult = { outcome: "pass"; message: string } | { outcome: "fail"; error: AppError };

/** `lacking`: the chosen fields that the zone or account does not have, as Cloudflare lists them now. */
export type FieldsCheck = CheckResult & { lacking: string[] };
