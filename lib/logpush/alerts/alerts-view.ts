import type { ChannelKind, ChannelRoute, MailEncryption, PagerDutyRegion } from "./channel.ts";
import type { Mute } from "./mute.ts";

/** Whether alerts are sent: `off` by HEADGATE_ALERTS, `token` because each person signs in with a token. */
export type AlertState = "on" | "off" | "token";

/** What the alerts and metrics page shows. */
export type AlertsView = {
  state: AlertState;
  /** That of the environment is first. */
  channels: ChannelView[];
  /** Whether another one may be added. */
  isFull: boolean;
  metrics: "off" | "open" | "token";
  port: number;
  /** When the jobs were last read, RFC 3339; null before the first time, or without a channel. */
  readAt: string | null;
  history: MessagePage;
  /** Newest first. */
  mutes: MuteView[];
};

export type ChannelView = {
  id: string;
  kind: ChannelKind;
  name: string;
  isEnabled: boolean;
  /** What sets it, for the channel of the environment. It cannot be changed on the page. */
  setBy: "HEADGATE_ALERT_URL" | "emulator" | null;
  /** Where messages go, with tokens masked. */
  target: string;
  route: ChannelRoute & { scopeName: string };
  /** False if its secrets cannot be read with the present key. */
  isReadable: boolean;
  /** The last attempt. */
  last: { outcome: SentMessage["outcome"]; result: string; at: string } | null;
  /** What its form begins with; null for those who may not edit it. */
  form: SavedChannelForm | null;
};

/** The settings of a channel without its secrets. */
export type SavedChannelForm = {
  /** When it was last changed: an edit of something older is refused. */
  changedAt: number;
  /** The names of the secrets that are stored. */
  secrets: string[];
  region: PagerDutyRegion;
  host: string;
  port: string;
  encryption: MailEncryption;
  username: string;
  from: string;
  to: string;
};

/** Messages of the history, newest first. */
export type MessagePage = {
  rows: SentMessage[];
  /** From 1. */
  page: number;
  hasMore: boolean;
  /** The channels that messages went to, deleted ones too. */
  channels: { id: string; name: string }[];
};

export type SentMessage = {
  id: string;
  channel: string;
  channelName: string;
  text: string;
  /** RFC 3339 */
  createdAt: string;
  tries: number;
  outcome: "waiting" | "sent" | "failed";
  /** How the last attempt ended; empty before the first. */
  lastResult: string;
  /** When the last attempt began, RFC 3339. */
  triedAt: string | null;
  /** Whether its channel is there and enabled. */
  canResend: boolean;
};

export type MuteView = Mute & {
  /** `zones/{id}/jobs/{id}`, or `zones/{id}` of a whole zone or account. */
  path: string;
  label: string;
  scopeName: string;
};

/** The result of a test alert, or of a message that was sent again. */
export type SentTest = { isDelivered: boolean; summary: string };
