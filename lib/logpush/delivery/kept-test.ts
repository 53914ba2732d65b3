import type { AppError } from "../result.ts";

/** A test delivery of a saved job, as its page lists it: no value of the destination, and no word of the endpoint. */
export type KeptTest = {
  id: string;
  /** RFC 3339 */
  at: string;
  actor: string;
  kind: "probe" | "records";
  records: number;
  /** Null without an answer. */
  status: number | null;
  ms: number;
  outcome: "pass" | "warn" | "fail";
  message: string;
  code: AppError["code"] | null;
};
