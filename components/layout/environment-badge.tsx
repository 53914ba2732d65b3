type EnvironmentBadgeProps = {
  mode: "emulator" | "live";
  /** Of another server that speaks Cloudflare's API, where CLOUDFLARE_BASE_URL names one. */
  testHost?: string;
};

/** Says on every page whether changes reach Cloudflare. */
export function EnvironmentBadge({ mode, testHost }: EnvironmentBadgeProps) {
  const isLive = mode === "live";
  const title = isLive
    ? `Changes apply to ${testHost ? `${testHost}, which stands in for Cloudflare` : "your Cloudflare account"}.`
    : "Demo mode: requests go to a built-in emulator of Cloudflare’s API.";
  return (
    <span
      title={title}
      className={`inline-flex h-5 items-center gap-1.5 whitespace-nowrap rounded-full px-2 font-medium text-[11px] ${isLive ? "bg-live-soft text-live" : "bg-accent-soft text-accent"}`}
    >
      <span aria-hidden className="size-1.5 rounded-full bg-current" />
      {isLive ? "Live API" : "Emulator"}
      <span className="sr-only">: {title}</span>
    </span>
  );
}
