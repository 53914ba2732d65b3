import type { Route } from "next";
import { type RunQuery, runQueryText } from "#lib/logpush/plan/run-view.ts";

/** The page of a run, with what of it is shown. */
export function runHref(id: string, query?: RunQuery): Route {
  return `/runs/${id}${query ? runQueryText(query) : ""}` as Route;
}
