/** The templates that have a button of their own; the page shows these before it loads what they do. */
export const firstPresets = [
  { id: "built-in", label: "Test receiver" },
  { id: "secret-header", label: "Secret header" },
  { id: "access", label: "Cloudflare Access" },
  { id: "otel", label: "OpenTelemetry Collector" },
  { id: "elastic", label: "Elastic Agent" },
  { id: "new-relic", label: "New Relic" },
  { id: "better-stack", label: "Better Stack" },
  { id: "dynatrace", label: "Dynatrace" },
] as const;

/** How many more there are. */
export const otherPresets = 4;
