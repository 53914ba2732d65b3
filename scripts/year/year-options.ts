/** How much happened in the year. */
export type YearOptions = {
  jobs: number;
  zones: number;
  /** Versions and health spans a job, lines of the audit log a job, and for how many days deliveries are by the hour. */
  versions: number;
  spans: number;
  lines: number;
  hourlyDays: number;
  days: number;
  /** How many runs there were, over how many jobs each. */
  runs: number;
  runJobs: number;
  /** The end of the year, in milliseconds since 1970. */
  now: number;
  /** Says how far it is. */
  report(progress: string): void;
};

export const fullYear: Omit<YearOptions, "now" | "report"> = {
  ...{ jobs: 10_000, zones: 1000, versions: 12, spans: 20, lines: 30, hourlyDays: 35, days: 365 },
  ...{ runs: 100, runJobs: 500 },
};

export const datasets = ["http_requests", "firewall_events", "dns_logs", "workers_trace_events", "spectrum_events"];
