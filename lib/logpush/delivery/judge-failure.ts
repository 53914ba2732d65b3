import type { ErrorParams } from "../decode/cause.ts";
import type { ErrorCode } from "../errors/error-codes.ts";
import { describedError } from "../errors/errors.ts";
import { type CertificateProblem, type DeliveryTrace, deliveryLimitsMs } from "./trace.ts";
import type { DeliveryVerdict } from "./verdict.ts";

type Failure = NonNullable<DeliveryTrace["failure"]>;

/** The cause for each problem of a certificate. */
export const certificateCodes = {
  expired: "E_DESTINATION_CERT_EXPIRED",
  "not-yet-valid": "E_DESTINATION_CERT_EXPIRED",
  "wrong-name": "E_DESTINATION_CERT_NAME",
  untrusted: "E_DESTINATION_CERT_UNTRUSTED",
  "incomplete-chain": "E_DESTINATION_CERT_UNTRUSTED",
  other: "E_DESTINATION_TLS",
} as const satisfies Record<CertificateProblem, ErrorCode>;

/** Judges a delivery without an answer. */
export function judgeFailure(failure: Failure, problem: CertificateProblem | null): DeliveryVerdict {
  const { code, params } = causeOf(failure, problem);
  return {
    outcome: "fail",
    error: describedError(code, params === undefined ? {} : { params }),
    fixes: code === "E_DELIVERY_CANCELLED" ? [] : [{ kind: "go-to", at: "endpoint" }],
  };
}

type Cause = { code: ErrorCode; params?: ErrorParams };

function causeOf(failure: Failure, problem: CertificateProblem | null): Cause {
  switch (failure.kind) {
    case "blocked":
      return { code: "E_DELIVERY_BLOCKED" };
    case "canceled":
      return { code: "E_DELIVERY_CANCELLED" };
    case "dns":
      return { code: "E_DESTINATION_DNS" };
    case "refused":
    case "unreachable":
      return { code: "E_DESTINATION_DOWN" };
    case "reset":
      return { code: "E_DESTINATION_CLOSED" };
    case "not-tls":
      return { code: "E_DESTINATION_NOT_TLS" };
    case "tls":
      return { code: problem === null ? "E_DESTINATION_TLS" : certificateCodes[problem] };
    case "protocol":
      return { code: "E_DESTINATION_PROTOCOL" };
    case "timeout":
      return timeoutOf(failure);
  }
}

function timeoutOf({ phase, isOverall }: Failure): Cause {
  if (phase === "resolve") return { code: "E_DESTINATION_DNS" };
  if (phase === "connect" || phase === "tls") {
    return { code: "E_DESTINATION_TIMEOUT_CONNECT", params: { seconds: deliveryLimitsMs[phase] / 1000 } };
  }
  if (isOverall) return { code: "E_DELIVERY_SLOW", params: { seconds: deliveryLimitsMs.total / 1000 } };
  return { code: "E_DESTINATION_TIMEOUT" };
}
