/** What the page of alerts and metrics shows. */
export type AlertsView = {
  /** The webhook, by its host; null: nothing is told. */
  target: { host: string; isDemo: boolean } | null;
  metrics: "off" | "open" | "token";
  port: number;
  /** When the jobs were last looked at, RFC 3339; null: not yet, or nobody is told. */
  lookedAt: string | null;
  /** Newest first. */
  messages: SentMessage[];
};

export type SentMessage = {
  id: string;
  text: string;
  /** RFC 3339 */
  createdAt: string;
  tries: number;
  outcome: "waiting" | "sent" | "failed";
  /** How the last try ended; empty before the first. */
  told: string;
};

/** How a test message went. */
export type SentTest = { isTaken: boolean; told: string };
