/** Says on every page whether changes reach Cloudflare. */
export function ModeBanner({ mode }: { mode: "emulator" | "live" }) {
  const isLive = mode === "live";
  return (
    <p
      className={`flex items-center justify-center gap-2 px-4 py-1 text-center text-xs ${isLive ? "bg-live-soft text-live" : "bg-accent-soft text-accent"}`}
    >
      <strong className="rounded-sm border border-current px-1 font-semibold tracking-wide">
        {isLive ? "LIVE" : "EMULATOR"}
      </strong>
      <span>
        {isLive ? "Changes reach Cloudflare." : "A built-in stand-in for Cloudflare’s API: no real account is touched."}
      </span>
    </p>
  );
}
