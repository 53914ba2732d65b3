import type { Health, HealthState } from "#lib/logpush/job/health.ts";
import type { JobSummary } from "#lib/logpush/views.ts";

const zone = "0123456789abcdef0123456789abcdef";

/** A healthy job for tests, with the given differences. */
export function testJob({ jobId = 1, ...changes }: Partial<JobSummary> & { jobId?: number } = {}): JobSummary {
  return {
    ref: { scopeKind: "zones", scopeId: zone, jobId },
    name: "edge-logs",
    scopeName: "shop.example",
    dataset: "http_requests",
    enabled: true,
    isLegacy: false,
    destination: {
      scheme: "https",
      host: "logs.example.com",
      path: "/ingest",
      isPathMasked: false,
      pairs: [{ kind: "header", name: "Authorization", index: 0, fingerprint: "f0" }],
      isEditable: true,
      fingerprint: "f1",
    },
    health: testHealth("healthy"),
    advice: { brief: "", notes: [], nextStep: "Nothing to do." },
    lastComplete: "2026-01-02T03:04:05Z",
    lastError: null,
    errorMessage: null,
    cause: null,
    ...changes,
  };
}

/** A health for tests that look at its state alone. */
export function testHealth(state: HealthState): Health {
  const unknown = {
    since: null,
    sinceIs: null,
    switchOffAt: null,
    lostWindow: null,
    savedAt: null,
    settlesUntil: null,
  };
  return { state, ...unknown, staleAfterMs: 900_000 };
}
