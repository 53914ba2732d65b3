import type { TokenState } from "./permissions.ts";

export type TokenAdvice = { tone: "ok" | "warn" | "danger"; says: string; nextStep?: string };

const dayMs = 86_400_000;
/** A token that ends within this time gets a warning. */
const soonMs = 14 * dayMs;

/** What the state of a token means for its user; `nowMs` is the reader's clock. */
export function adviseToken({ status, expiresOn, notBefore }: TokenState, nowMs: number): TokenAdvice {
  const end = expiresOn ? Date.parse(expiresOn) : Number.NaN;
  const start = notBefore ? Date.parse(notBefore) : Number.NaN;
  if (status === "expired" || end <= nowMs) {
    const when = Number.isNaN(end) ? "" : ` on ${dayOf(end)}`;
    return {
      tone: "danger",
      says: `Expired${when}.`,
      nextStep: "Roll it in the Cloudflare dashboard, and set the new one here.",
    };
  }
  if (status !== "active") {
    return {
      tone: "danger",
      says: `Status: ${status}.`,
      nextStep: "Enable it in the Cloudflare dashboard, or set another one.",
    };
  }
  if (start > nowMs) {
    return {
      tone: "danger",
      says: `Not valid before ${dayOf(start)}.`,
      nextStep: "Wait until then, or set another one.",
    };
  }
  if (Number.isNaN(end)) return { tone: "ok", says: "Active. No expiration." };
  const says = `Active until ${dayOf(end)}, ${daysLeft(end - nowMs)}.`;
  return end - nowMs < soonMs
    ? {
        tone: "warn",
        says,
        nextStep:
          "Roll it in the Cloudflare dashboard before then. Jobs continue without it, but Headgate stops working.",
      }
    : { tone: "ok", says };
}

function dayOf(ms: number): string {
  return new Date(ms).toISOString().slice(0, 10);
}

function daysLeft(ms: number): string {
  const days = Math.floor(ms / dayMs);
  return days === 0 ? "in less than a day" : days === 1 ? "1 day from now" : `${days} days from now`;
}
