import type { AppError } from "../result.ts";
import type { DeliveryTrace } from "./trace.ts";

/** A fix that the form can apply. */
export type DeliveryFix =
  | { kind: "set-header"; name: string; value: string }
  | { kind: "set-endpoint"; endpoint: string }
  | { kind: "go-to"; at: "endpoint" | "headers" | "batch" };

/** The verdict on a delivery: `fail` carries the cause, `warn` says what works today and may not tomorrow. */
export type DeliveryVerdict =
  | { outcome: "pass"; message: string }
  | { outcome: "warn"; message: string; nextStep: string; fixes: DeliveryFix[] }
  | { outcome: "fail"; error: AppError; fixes: DeliveryFix[] };

/** The result of a test delivery, and the verdict on it. */
export type TestedDelivery = { trace: DeliveryTrace; verdict: DeliveryVerdict };
