import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { PathnameContext, SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import type { ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { expect, onTestFinished, vi } from "vitest";
import { page } from "vitest/browser";
import { pageOf } from "#components/job-list/testing/fake-store.ts";
import { everyJob, scopes } from "#components/job-list/testing/listed-jobs.ts";
import { answerFetch } from "#components/testing/answer-fetch.ts";
import { matchScopes } from "#lib/logpush/job/match-scopes.ts";
import { parseView } from "#lib/logpush/list/list-view.ts";
import { ok } from "#lib/logpush/result.ts";
import type { May } from "#lib/logpush/views.ts";
import { overlay } from "../palette-state.ts";
import { Shell } from "../shell.tsx";

type Options = { pathname?: string; may?: May; attention?: number; children?: ReactNode };

const params = new URLSearchParams();

/** The frame of all pages for somebody who is signed in, at an address. Links are pressed and lead nowhere. */
export async function openShell({
  pathname = "/explain",
  may = { operate: true, write: true },
  attention = 0,
  children = <h1>Page</h1>,
}: Options = {}) {
  const router = {
    ...{ push: vi.fn<(href: string) => void>(), replace: vi.fn(), refresh: vi.fn(), back: vi.fn(), forward: vi.fn() },
    ...{ prefetch: vi.fn(), bfcacheId: "test" },
  };
  answerFetch({
    "/jobs/attention": () => ok(attention),
    "/jobs/list": ({ searchParams }) => ok(pageOf(everyJob(), parseView(searchParams))),
  });
  const stay = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest("a[href]")) event.preventDefault();
  };
  document.addEventListener("click", stay);
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  root.render(
    <AppRouterContext value={router}>
      <PathnameContext value={pathname}>
        <SearchParamsContext value={params}>
          <Shell
            {...{ mode: "emulator", theme: "system", may }}
            findScopes={async ({ query }) => ok(matchScopes(scopes, query))}
          >
            {children}
          </Shell>
        </SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>,
  );
  onTestFinished(() => {
    root.unmount();
    place.remove();
    document.removeEventListener("click", stay);
    overlay.set(null);
  });
  await expect.element(page.getByRole("main")).toBeVisible();
  return { router };
}
