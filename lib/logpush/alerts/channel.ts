import { type AlertKind, alertKinds } from "./alert-kinds.ts";

export const channelKinds = ["webhook", "slack", "pagerduty", "email"] as const;
export type ChannelKind = (typeof channelKinds)[number];

export const channelKindWords: Record<ChannelKind, string> = {
  webhook: "Webhook",
  slack: "Slack",
  pagerduty: "PagerDuty",
  email: "Email",
};

/** How the connection to a mail server is encrypted. `none` is for relays in a private network. */
export const mailEncryptions = ["starttls", "tls", "none"] as const;
export type MailEncryption = (typeof mailEncryptions)[number];

export const pagerDutyRegions = ["us", "eu"] as const;
export type PagerDutyRegion = (typeof pagerDutyRegions)[number];

/** The id of the channel that the environment sets. */
export const environmentChannel = "environment";

/** What a channel gets. */
export type ChannelRoute = {
  alerts: AlertKind[];
  /** `zones/{id}` or `accounts/{id}`; empty for all. */
  scope: string;
  /** Empty for all. */
  dataset: string;
};

/** The kinds of alerts, in the order of the page. */
export const alertKindNames = Object.keys(alertKinds).filter((name): name is AlertKind => name in alertKinds);

/** What a new channel gets, and the channel of the environment. */
export const defaultRoute: ChannelRoute = {
  alerts: alertKindNames.filter((name) => alertKinds[name].isDefault),
  scope: "",
  dataset: "",
};

/** What an event is about, as far as routes go. `from` is the kind of the trouble that ends. */
export type RoutedEvent = {
  kind: AlertKind;
  from?: AlertKind | undefined;
  scope?: string | undefined;
  dataset?: string | undefined;
};

/**
 * Whether a channel gets an event. A recovery goes where the trouble went. What is about no zone or dataset, as a budget,
 * goes to channels that are for one only if it is about that one.
 */
export function isRouted({ alerts, scope, dataset }: ChannelRoute, event: RoutedEvent): boolean {
  const isWanted = alerts.includes(event.kind) && (event.from === undefined || alerts.includes(event.from));
  return isWanted && (scope === "" || scope === event.scope) && (dataset === "" || dataset === event.dataset);
}
