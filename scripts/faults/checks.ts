// What a run is judged by: pure functions of what was recorded.

/** One change of a job, and the answer that its person got. Each person makes them one after the other. */
export type Attempt = {
  job: string;
  enabled: boolean;
  startedAt: number;
  outcome: "confirmed" | "refused" | "unknown";
};

/** A change as the API received it. */
export type Put = { job: string; enabled: boolean; at: number };

/** Changes that were confirmed and did not reach the API. Reads no state, so it also sees those that were undone. */
export function findLost(attempts: Attempt[], puts: Put[]): string[] {
  return pair(attempts, puts).flatMap(({ attempt, sent }) =>
    attempt.outcome === "confirmed" && sent.length === 0 ? [describeAttempt(attempt)] : [],
  );
}

/** Changes that reached the API more than once, and some that nobody made. */
export function findDoubled(attempts: Attempt[], puts: Put[]): string[] {
  const pairs = pair(attempts, puts);
  const doubled = pairs.filter(({ sent }) => sent.length > 1).map(({ attempt }) => describeAttempt(attempt));
  const explained = new Set(pairs.flatMap(({ sent }) => sent));
  const foreign = puts.filter((put) => !explained.has(put));
  return [...doubled, ...foreign.map(({ job, at }) => `${job} at ${new Date(at).toISOString()} by nobody`)];
}

/** Changes that were refused to their person, and reached the API all the same. */
export function findMadeAllTheSame(attempts: Attempt[], puts: Put[]): string[] {
  return pair(attempts, puts).flatMap(({ attempt, sent }) =>
    attempt.outcome === "refused" && sent.length > 0 ? [describeAttempt(attempt)] : [],
  );
}

/** Jobs whose state at the end is not what their last change made them, where its outcome is known. */
export function findWrongStates(attempts: Attempt[], states: ReadonlyMap<string, boolean>): string[] {
  const last = new Map<string, Attempt>();
  for (const attempt of attempts) if (attempt.outcome !== "refused") last.set(attempt.job, attempt);
  return [...last.values()].flatMap((attempt) =>
    attempt.outcome === "confirmed" && states.get(attempt.job) !== attempt.enabled ? [describeAttempt(attempt)] : [],
  );
}

/** Each attempt with what reached the API from its start to the next attempt's on the same job. */
function pair(attempts: Attempt[], puts: Put[]): { attempt: Attempt; sent: Put[] }[] {
  return attempts.map((attempt) => {
    const later = attempts.filter(({ job, startedAt }) => job === attempt.job && startedAt > attempt.startedAt);
    const until = Math.min(...later.map(({ startedAt }) => startedAt));
    const sent = puts.filter(
      ({ job, enabled, at }) =>
        job === attempt.job && enabled === attempt.enabled && at >= attempt.startedAt && at < until,
    );
    return { attempt, sent };
  });
}

function describeAttempt({ job, enabled, startedAt }: Attempt): string {
  return `${job} ${enabled ? "on" : "off"} at ${new Date(startedAt).toISOString()}`;
}

/** The most of these times that lie in one span of `windowMs`. */
export function mostIn(times: number[], windowMs: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  let most = 0;
  let from = 0;
  for (const [index, at] of sorted.entries()) {
    while (at - (sorted[from] ?? at) >= windowMs) from += 1;
    most = Math.max(most, index - from + 1);
  }
  return most;
}

/** A message as the webhook received it. One that is sent again has the id of the first. */
export type Arrival = { id: string; body: string };

/** Changes of a job's state that were reported by more than one message. */
export function findRepeatedAlerts(arrivals: Arrival[]): string[] {
  const idsOf = new Map<string, Set<string>>();
  for (const { id, body } of arrivals) {
    const { data }: { data: { scope?: string; job?: number; state?: string } } = JSON.parse(body);
    const change = `${data.scope}/jobs/${data.job} ${data.state}`;
    idsOf.set(change, (idsOf.get(change) ?? new Set()).add(id));
  }
  return [...idsOf].filter(([, ids]) => ids.size > 1).map(([change, ids]) => `${change} (${ids.size} messages)`);
}
