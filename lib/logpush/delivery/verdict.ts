import type { AppError } from "../result.ts";
import type { DeliveryTrace } from "./trace.ts";

/** A repair that the form can make by itself. */
export type DeliveryFix =
  | { kind: "set-header"; name: string; value: string }
  | { kind: "set-endpoint"; endpoint: string }
  | { kind: "go-to"; at: "endpoint" | "headers" | "batch" };

/** What a delivery means: `fail` carries the cause, `warn` says what works today and may not tomorrow. */
export type DeliveryVerdict =
  | { outcome: "pass"; message: string }
  | { outcome: "warn"; message: string; nextStep: string; fixes: DeliveryFix[] }
  | { outcome: "fail"; error: AppError; fixes: DeliveryFix[] };

/** How a test delivery went, and what that means. */
export type TestedDelivery = { trace: DeliveryTrace; verdict: DeliveryVerdict };
