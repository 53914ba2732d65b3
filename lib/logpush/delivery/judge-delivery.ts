import { plusNextStep } from "../destination/plus.ts";
import { describedError } from "../errors/errors.ts";
import { inSentences } from "../result.ts";
import { judgeRefusal } from "./judge-answer.ts";
import { certificateCodes, judgeFailure } from "./judge-failure.ts";
import { type DeliveryPhase, type DeliveryTrace, deliveryLimitsMs } from "./trace.ts";
import type { DeliveryVerdict } from "./verdict.ts";

export type JudgedDestination = {
  headerNames: string[];
  /** A header's stored value contains a raw `+`, which the delivery sent as a space. */
  hasRawPlus?: boolean;
};

/** Added to every result with an answer. */
const plusNote = `A saved header value contains a raw +. This test sent a space; Logpush may send a plus. ${plusNextStep}`;

const soonMs = 14 * 24 * 60 * 60 * 1000;

/**
 * What one delivery shows about a job with this destination: it works, it works for now, or it fails and why. Total: a
 * trace without answer and without failure counts as a closed connection.
 */
export function judgeDelivery(
  trace: DeliveryTrace,
  { headerNames, hasRawPlus = false }: JudgedDestination,
): DeliveryVerdict {
  const verdict = judgeTrace(trace, headerNames);
  return hasRawPlus && trace.answer ? withPlusNote(verdict) : verdict;
}

/** The delivery shows the effect of only one reading of the `+`, so it never passes without the note. */
function withPlusNote(verdict: DeliveryVerdict): DeliveryVerdict {
  if (verdict.outcome === "pass") {
    const { message } = verdict;
    return { outcome: "warn", message, nextStep: plusNote, fixes: [{ kind: "go-to", at: "headers" }] };
  }
  if (verdict.outcome === "warn") return { ...verdict, nextStep: `${verdict.nextStep} ${plusNote}` };
  const { error } = verdict;
  return { ...verdict, error: { ...error, nextStep: `${error.nextStep} ${plusNote}` } };
}

function judgeTrace(trace: DeliveryTrace, headerNames: string[]): DeliveryVerdict {
  const { answer, failure, tls } = trace;
  const problem = tls?.problem ?? null;
  if (failure || !answer) return judgeFailure(failure ?? { phase: "wait", kind: "reset", text: "" }, problem);
  if (answer.status < 200 || answer.status > 299) return judgeRefusal(answer, headerNames);
  if (problem === "expired" || problem === "not-yet-valid" || problem === "wrong-name") {
    return { outcome: "fail", error: describedError(certificateCodes[problem]), fixes: [] };
  }
  const delivered = `Delivered: ${answer.status} in ${formatMs(totalMs(trace))}.`;
  const warning = problem === null ? warnOf(trace) : inSentences(describedError(certificateCodes[problem]));
  if (warning === undefined) {
    return { outcome: "pass", message: trace.isBuiltIn ? `${delivered} The test receiver accepted it.` : delivered };
  }
  // Only a receiver on this machine gets a request despite its certificate.
  const message =
    problem === null ? delivered : `${delivered} This works on this machine, but Cloudflare would refuse it.`;
  return { outcome: "warn", message, nextStep: warning, fixes: [] };
}

/** What works today but is close to a limit. */
function warnOf(trace: DeliveryTrace): string | undefined {
  const slow = trace.timings.find(({ phase, ms }) => ms > limitOf(phase) / 2);
  if (slow) {
    return `${phaseWords[slow.phase]} took ${formatMs(slow.ms)} of the ${limitOf(slow.phase) / 1000} s that Cloudflare allows. Make the endpoint acknowledge first and process later.`;
  }
  const validTo = Date.parse(trace.tls?.chain[0]?.validTo ?? "");
  const leftMs = validTo - Date.parse(trace.startedAt);
  if (Number.isNaN(leftMs) || leftMs > soonMs) return undefined;
  const days = Math.max(0, Math.floor(leftMs / 86_400_000));
  return `The certificate expires in ${days} ${days === 1 ? "day" : "days"}. Renew it before then, or deliveries stop.`;
}

const phaseWords: Record<DeliveryPhase, string> = {
  resolve: "DNS lookup",
  connect: "Connecting",
  tls: "The TLS handshake",
  send: "Sending the body",
  wait: "Waiting for the response",
  read: "Reading the response",
};

function limitOf(phase: DeliveryPhase): number {
  return phase === "resolve" || phase === "connect" || phase === "tls"
    ? deliveryLimitsMs[phase]
    : deliveryLimitsMs.idle;
}

function totalMs({ timings }: DeliveryTrace): number {
  return timings.reduce((sum, { ms }) => sum + ms, 0);
}

/** Milliseconds below a second, otherwise seconds with one digit. */
export function formatMs(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${(ms / 1000).toFixed(1)} s`;
}
