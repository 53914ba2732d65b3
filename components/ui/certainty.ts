import type { Certainty } from "#lib/logpush/decode/cause.ts";

/** How certain a cause is, for a small note. */
export const certaintyWords: Record<Certainty, string> = {
  documented: "Documented",
  observed: "Observed on real jobs",
  assumed: "Our reading",
};
