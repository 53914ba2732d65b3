/** What the alerts and metrics page shows. */
export type AlertsView = {
  /** The webhook's host; null if no webhook is set. */
  target: { host: string; isDemo: boolean } | null;
  metrics: "off" | "open" | "token";
  port: number;
  /** When the jobs were last read, RFC 3339; null before the first time, or without a webhook. */
  readAt: string | null;
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
  /** How the last attempt ended; empty before the first. */
  lastResult: string;
};

/** The result of a test alert. */
export type SentTest = { isDelivered: boolean; summary: string };
