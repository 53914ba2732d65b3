import { type Account, AccountLine } from "./account.tsx";

type ModeBannerProps = {
  mode: "emulator" | "live";
  /** Of another server that speaks Cloudflare's API, where CLOUDFLARE_BASE_URL names one. */
  testHost?: string;
  account?: Account;
};

/** Says on every page whether changes reach Cloudflare, and who is signed in. */
export function ModeBanner({ mode, testHost, account }: ModeBannerProps) {
  const isLive = mode === "live";
  return (
    <div
      className={`flex flex-wrap items-center justify-center gap-x-2 gap-y-0.5 px-4 py-1 text-xs ${isLive ? "bg-live-soft text-live" : "bg-accent-soft text-accent"}`}
    >
      <p className="flex items-center gap-2">
        <strong className="rounded-sm border border-current px-1 font-semibold tracking-wide">
          {isLive ? "LIVE" : "EMULATOR"}
        </strong>
        <span>
          {isLive
            ? `Changes reach ${testHost ? `${testHost}, which stands in for Cloudflare` : "Cloudflare"}.`
            : "A built-in stand-in for Cloudflare’s API: no real account is touched."}
        </span>
      </p>
      {account ? <AccountLine account={account} /> : null}
    </div>
  );
}
