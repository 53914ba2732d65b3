import type { SourceId } from "./sources.data.ts";

/** How sure it is that a text means this cause: Cloudflare documents it, real jobs showed it, or we assume it. */
export type Certainty = "documented" | "observed" | "assumed";

/** Values for the placeholders in the sentences of a cause or an error. */
export type ErrorParams = Record<string, string | number>;

/** A status that the endpoint answered: one, several, or all with this first digit. */
export type AnswerMatcher = number | readonly number[] | "3xx" | "4xx" | "5xx";

/** What happened, and what to do next. */
export type Says = readonly [message: string, nextStep: string];

/**
 * How a cause is recognized. All parts must match, and the most specific matcher wins. `text` is written
 * by Cloudflare, the endpoint or a program; `example` is such a text.
 */
export type Matcher = {
  text?: RegExp;
  answer?: AnswerMatcher;
  /** `status` in Cloudflare's GraphQL data set logpushHealthAdaptiveGroups. */
  health?: number | readonly number[];
  /** Error code in an answer of Cloudflare's API, and that answer's HTTP status. */
  api?: number | readonly number[];
  http?: number | "5xx";
  certainty: Certainty;
  source: SourceId;
  example?: string;
  /** Parameters for the sentences. */
  params?: ErrorParams;
  /** Sentences for this matcher, where those of the cause are too general. */
  says?: Says;
};

/** One row of the table: what happened and what to do next, what to check (in this order), and how to recognize it. */
export type Cause = {
  says: Says;
  checks: readonly string[];
  matchers: readonly Matcher[];
};
