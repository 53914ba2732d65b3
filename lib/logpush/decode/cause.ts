import type { Certainty, ErrorParams } from "../result.ts";
import type { SourceId } from "./sources.data.ts";

/** A status of the receiver's answer: one, some, or all that begin with this digit. */
export type AnswerSign = number | readonly number[] | "3xx" | "4xx" | "5xx";

/**
 * What a cause is recognised by. All that is given must hold, and the sign that asks for most wins. `text` is what
 * Cloudflare or the receiver wrote; `example` is such a text.
 */
export type Sign = {
  text?: RegExp;
  answer?: AnswerSign;
  /** `status` in Cloudflare's GraphQL data set logpushHealthAdaptiveGroups. */
  health?: number | readonly number[];
  /** Error code in an answer of Cloudflare's API, and that answer's HTTP status. */
  api?: number;
  http?: number;
  certainty: Certainty;
  source: SourceId;
  example?: string;
  /** Fills in what the sentences leave open. */
  params?: ErrorParams;
};

/** One row of the table: what happened and what to do next, what to look at (in this order), and how to recognise it. */
export type Cause = {
  says: readonly [message: string, nextStep: string];
  checks: readonly string[];
  signs: readonly Sign[];
};
