import type { SourceId } from "./sources.data.ts";

/** How sure it is that a text means this cause: Cloudflare documents it, real jobs showed it, or we assume it. */
export type Certainty = "documented" | "observed" | "assumed";

/** Values for the placeholders in the sentences of a cause or an error. */
export type ErrorParams = Record<string, string | number>;

/** A status that the endpoint answered: one, some, or all that begin with this digit. */
export type AnswerSign = number | readonly number[] | "3xx" | "4xx" | "5xx";

/** What happened, and what to do next. */
export type Says = readonly [message: string, nextStep: string];

/**
 * What a cause is recognised by. All that is given must hold, and the most specific sign wins. `text` is what
 * Cloudflare, the endpoint or a program wrote; `example` is such a text.
 */
export type Sign = {
  text?: RegExp;
  answer?: AnswerSign;
  /** `status` in Cloudflare's GraphQL data set logpushHealthAdaptiveGroups. */
  health?: number | readonly number[];
  /** Error code in an answer of Cloudflare's API, and that answer's HTTP status. */
  api?: number | readonly number[];
  http?: number | "5xx";
  certainty: Certainty;
  source: SourceId;
  example?: string;
  /** Fills in what the sentences leave open. */
  params?: ErrorParams;
  /** Sentences for this sign, where those of the cause are too general. */
  says?: Says;
};

/** One row of the table: what happened and what to do next, what to check (in this order), and how to recognise it. */
export type Cause = {
  says: Says;
  checks: readonly string[];
  signs: readonly Sign[];
};
