import "server-only";
import { type Budget, documentedLimit } from "#lib/cloudflare/budget.ts";
import type { PauseReason } from "#lib/cloudflare/failure.ts";
import {
  type CallAccount,
  type CallChange,
  type CallSlot,
  noPause,
  type StoredPause,
  slotMs,
} from "#lib/store/calls.ts";

/**
 * Why a call is made: a change with what it reads before and after, a page that somebody waits for, a run over many
 * jobs, or work that nobody waits for.
 */
export type Urgency = "write" | "page" | "run" | "background";

/** Cloudflare counts queries of its analytics separately. */
export type CallKind = "rest" | "graphql";

/**
 * The most calls of all urgencies in five minutes after which one of this urgency is still made. After 1,200 calls
 * Cloudflare refuses every call of the credential's owner, also those of its dashboard.
 */
const caps: Record<CallKind, Record<Urgency, number>> = {
  rest: { write: 1000, page: 850, run: 800, background: 600 },
  graphql: { write: 320, page: 320, run: 240, background: 240 },
};

/** A lease is used within this time. */
export const leaseMs = 5000;
const largestLease = 20;
const windowMs = 300_000;

/** A pause that an answer asks for is never longer, whatever it states: a mistake must not stop Headgate for a day. */
const longestPauseMs = 300_000;
/** The pause after a 429 that does not state one. Each further one doubles it. */
const firstThrottlePauseMs = 30_000;
/** After repeated answers such as "Retry-After: 0" the pause is one second, then two, and so on. */
const shortestThrottlePauseMs = 1000;
/** How long others wait for the probe. A server that stopped meanwhile does not answer for it. */
const probeMs = 15_000;
/** When others ask again how the probe ended. */
const probeReadMs = 2000;

export type LeaseRequest = {
  kind: CallKind;
  urgency: Urgency;
  calls: number;
  /** What is left of the lease before. It was never sent, so it no longer counts. */
  unused?: CallSlot | undefined;
};

export type Usage = { at: number; slots: CallSlot[] };

export type LeaseAnswer = { usage: Usage } & (
  | { ok: true; calls: number; slot: number; isProbe: boolean }
  | { ok: false; reason: PauseReason; waitMs: number }
);

type Decision<T> = { change: CallChange; result: T };

/**
 * The slots that count now. A lease that was granted just before the window may be used in it, so its slot counts too.
 * Slots far in the future come from a clock that was wrong.
 */
function keptAt(at: number): CallChange["kept"] {
  return { first: Math.floor((at - windowMs - leaseMs) / slotMs), last: Math.floor((at + windowMs) / slotMs) };
}

/** How many calls count now. */
export function usedAt(slots: CallSlot[], at: number): number {
  const { first, last } = keptAt(at);
  return slots.reduce((sum, { slot, used }) => (slot >= first && slot <= last ? sum + used : sum), 0);
}

/** Whether a call of this urgency may still be made when all together made so many. */
export function isWithinCap(kind: CallKind, urgency: Urgency, used: number): boolean {
  return used <= caps[kind][urgency];
}

/** How long so many calls of this urgency take at least, in milliseconds, if nothing else needs any: the first are free. */
export function pacedMs(urgency: Urgency, calls: number): number {
  const cap = caps.rest[urgency];
  return (Math.max(0, calls - cap) / cap) * windowMs;
}

/** The share of the limit that is used, from 0 to 1. */
export function shareOf(kind: CallKind, used: number): number {
  return used / caps[kind].write;
}

/**
 * Grants a lease of calls, or says how long this urgency has to wait. The last calls go out in small leases, so that no
 * server holds them while another needs one. After a pause the first lease is one call.
 */
export function decideLease(account: CallAccount, request: LeaseRequest): Decision<LeaseAnswer> {
  const { at, pause } = account;
  const kept = keptAt(at);
  const added = givenBack(account.slots, request.unused);
  const slots = merge(account.slots, added);
  const refuse = (reason: PauseReason, waitMs: number): Decision<LeaseAnswer> => ({
    change: { added, kept },
    result: { ok: false, reason, waitMs, usage: { at, slots } },
  });
  const reason = pauseReasonOf(pause);
  if (reason && at < pause.until) return refuse(reason, pause.until - at);
  if (reason && at < pause.probeUntil) return refuse(reason, Math.min(probeReadMs, pause.probeUntil - at));
  const cap = caps[request.kind][request.urgency];
  const left = cap - usedAt(slots, at);
  if (left <= 0) return refuse("share", waitFor(slots, at, cap));
  const calls = reason ? 1 : Math.min(largestLease, request.calls, Math.max(1, Math.floor(left / 10)));
  const grant = { slot: Math.floor(at / slotMs), used: calls };
  return {
    change: {
      added: merge(added, [grant]),
      kept,
      ...(reason ? { pause: { ...pause, probeUntil: at + probeMs } } : {}),
    },
    result: {
      ...{ ok: true, calls, slot: grant.slot, isProbe: reason !== undefined },
      usage: { at, slots: merge(slots, [grant]) },
    },
  };
}

/** Only what its slot still contains: a slot that was deleted no longer counts anyway. */
function givenBack(slots: CallSlot[], unused: CallSlot | undefined): CallSlot[] {
  const used = slots.find(({ slot }) => slot === unused?.slot)?.used ?? 0;
  const calls = Math.min(used, unused?.used ?? 0);
  return unused && calls > 0 ? [{ slot: unused.slot, used: -calls }] : [];
}

function merge(slots: CallSlot[], added: CallSlot[]): CallSlot[] {
  const merged = new Map(slots.map(({ slot, used }) => [slot, used]));
  for (const { slot, used } of added) merged.set(slot, (merged.get(slot) ?? 0) + used);
  return Array.from(merged, ([slot, used]) => ({ slot, used }));
}

/** When enough slots have left the window, in milliseconds from now. */
function waitFor(slots: CallSlot[], at: number, cap: number): number {
  const oldestFirst = slots.toSorted((a, b) => a.slot - b.slot);
  const end = oldestFirst
    .map(({ slot }) => (slot + 1) * slotMs + windowMs + leaseMs)
    .find((time) => time > at && usedAt(slots, time) < cap);
  return (end ?? at + windowMs) - at;
}

export type PauseRequest = {
  /** `rate`: a 429. `reported`: the headers of an answer say that nothing is left. */
  reason: "rate" | "reported";
  /** How long the answer asks to wait, in milliseconds. */
  statedMs?: number | undefined;
};

/** Pauses the calls of all servers. Answers that were in progress when a pause began do not make it a longer one. */
export function decidePause({ at, pause }: CallAccount, request: PauseRequest): Decision<number> {
  const isOpen = pause.reason !== null && at < pause.until;
  const isNext = request.reason === "rate" && !(isOpen && pause.reason === "rate");
  const count = pause.count + (isNext ? 1 : 0);
  const until = at + pauseMsOf(request, count);
  const keeps = isOpen && pause.until > until;
  const next: StoredPause = {
    ...{ reason: keeps ? pause.reason : request.reason, until: keeps ? pause.until : until },
    ...{ probeUntil: 0, count },
  };
  return { change: { added: [], kept: keptAt(at), pause: next }, result: next.until - at };
}

/** How long the nth pause in a row lasts. */
export function pauseMsOf({ reason, statedMs }: PauseRequest, count: number): number {
  if (reason === "reported") return Math.min(longestPauseMs, statedMs ?? windowMs);
  const leastMs = statedMs === undefined ? firstThrottlePauseMs : shortestThrottlePauseMs;
  return Math.min(longestPauseMs, Math.max(statedMs ?? 0, leastMs * 2 ** (count - 1)));
}

/** Ends the pause after a probe that was not refused, unless an answer to another call asked for a new one. */
export function decideResume({ at, pause }: CallAccount): Decision<void> {
  return {
    change: { added: [], kept: keptAt(at), ...(at < pause.until ? {} : { pause: noPause }) },
    result: undefined,
  };
}

/** Undefined if there is no pause, also if a newer version stored a reason that this one does not know. */
function pauseReasonOf({ reason }: StoredPause): "rate" | "reported" | undefined {
  return reason === "rate" || reason === "reported" ? reason : undefined;
}

/**
 * Whether the count in Cloudflare's last answer leaves enough for this urgency. A limit above the documented one does
 * not raise what is kept for more urgent calls.
 */
export function isEnoughLeft(kind: CallKind, urgency: Urgency, { limit, remaining }: Budget): boolean {
  const { write, [urgency]: cap } = caps[kind];
  return remaining >= Math.max(1, (Math.min(limit, documentedLimit.limit) * (write - cap)) / write);
}

/** From this share on, pages share answers for 5 s, and for twice as long with each further tenth of the limit. */
const scarceFrom = 0.4;
const firstAgeMs = 5000;

/** How old an answer for display may be, in milliseconds: 0 while calls are plentiful, and more as they run out. */
export function shownAgeOf(share: number): number {
  return share < scarceFrom ? 0 : firstAgeMs * 2 ** (10 * (share - scarceFrom));
}
