import type { ReactNode } from "react";
import { expect, onTestFinished } from "vitest";
import { page } from "vitest/browser";
import { pageOf } from "#components/job-list/testing/fake-store.ts";
import { everyJob, scopes } from "#components/job-list/testing/listed-jobs.ts";
import { answerFetch } from "#components/testing/answer-fetch.ts";
import { openPage } from "#components/testing/open-page.tsx";
import { matchScopes } from "#lib/logpush/job/match-scopes.ts";
import { parseView } from "#lib/logpush/list/list-view.ts";
import { ok } from "#lib/logpush/result.ts";
import type { May } from "#lib/logpush/views.ts";
import { overlay } from "../palette-state.ts";

type Options = { pathname?: string; may?: May; attention?: number; children?: ReactNode };

/** The frame of all pages for somebody who is signed in, at an address. Links are pressed and lead nowhere. */
export async function openShell({
  pathname = "/explain",
  may = { operate: true, write: true },
  attention = 0,
  children = <h1>Page</h1>,
}: Options = {}) {
  answerFetch({
    "/jobs/attention": () => ok(attention),
    "/jobs/list": ({ searchParams }) => ok(pageOf(everyJob(), parseView(searchParams))),
  });
  const stay = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("a[href]")) event.preventDefault();
  };
  document.addEventListener("click", stay);
  onTestFinished(() => {
    document.removeEventListener("click", stay);
    overlay.set(null);
  });
  const findScopes = async ({ query }: { query: string }) => ok(matchScopes(scopes, query));
  const opened = openPage(children, { pathname, may, findScopes });
  await expect.element(page.getByRole("main")).toBeVisible();
  return opened;
}
