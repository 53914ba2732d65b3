import "server-only";

/** Everything that a log line may contain. The type, not a filter, excludes values, names and upstream texts. */
export type LogFields = {
  level: "info" | "warn" | "error";
  event: string;
  action?: string;
  code?: string;
  status?: number;
  requestId?: string;
  cfRay?: string;
  durationMs?: number;
};

const allowed = ["level", "event", "action", "code", "status", "requestId", "cfRay", "durationMs"] as const;

/** Writes one JSON line to stderr. */
export function log(fields: LogFields): void {
  process.stderr.write(`${formatLogLine(fields, new Date())}\n`);
}

/** Picks the allowed fields, so that a wider object adds nothing. */
export function formatLogLine(fields: LogFields, at: Date): string {
  const picked = allowed.flatMap((name) => (fields[name] === undefined ? [] : [[name, fields[name]]]));
  return JSON.stringify({ time: at.toISOString(), ...Object.fromEntries(picked) });
}
