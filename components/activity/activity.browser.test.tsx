import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { expect, test, vi } from "vitest";
import { page } from "vitest/browser";
import { historyOf } from "#components/history/testing/versions.ts";
import { ago } from "#components/job/testing/job-data.ts";
import { jobs } from "#components/job/testing/jobs.ts";
import { savedJob } from "#components/job-form/testing/saved-job.ts";
import { expectFit, expectFitLooks, setLook } from "#components/testing/fit-looks.ts";
import { openPage } from "#components/testing/open-page.tsx";
import { nowMs } from "#components/testing/stored-job.ts";
import { press } from "#components/testing/user.ts";
import type { ActivityRow } from "#lib/logpush/activity/activity-page.ts";
import { parseActivityQuery } from "#lib/logpush/activity/activity-query.ts";
import { personOf, resultOf } from "#lib/logpush/activity/activity-words.ts";
import { ok } from "#lib/logpush/result.ts";
import { ActivityPage } from "./activity-page.tsx";

const { summary } = savedJob(jobs.healthy);
const job = { ref: summary.ref, name: summary.name, isThere: true };
const person = personOf("local");
const change = { source: "headgate", person, job, zoneName: summary.scopeName, version: null, failure: null } as const;
const rows: ActivityRow[] = [
  {
    ...{ ...change, id: "2", at: ago(1), kind: "test", verb: "sent a test for", attributes: [] },
    result: resultOf("test", { outcome: "done", status: 500 }),
  },
  {
    ...{ ...change, id: "1", at: ago(2), kind: "switch", verb: "enabled", attributes: ["Enabled"] },
    result: resultOf("switch", { outcome: "done" }),
  },
];

const { actions } = historyOf([{ raw: jobs.healthy, source: "first", actor: null }]);
const findScopes = async () => ok({ scopes: [], total: 0 });

/** The page, whose address is the one that it asked for last; it finds nothing once it is filtered. */
function Activity() {
  const router = useRouter();
  const [text, setText] = useState("");
  useEffect(() => {
    vi.mocked(router.replace).mockImplementation((href) => setText(href.split("?")[1] ?? ""));
  }, [router]);
  return (
    <ActivityPage
      title="Activity"
      query={parseActivityQuery(new URLSearchParams(text))}
      page={{ rows: text === "" ? rows : [], next: null, broken: 0, hasHidden: false, people: [person] }}
      {...{ scopes: [], scopeCount: 0, findScopes, nowMs, mayRestore: true, actions }}
    />
  );
}

const result = page.getByLabelText("Result");

test("each entry says who did what to which job, and how it ended", async () => {
  openPage(<Activity />);
  const items = page.getByRole("region", { name: "Today" }).getByRole("listitem");
  await expect.element(items.nth(0)).toHaveTextContent(/This machine sent a test for burrito-requests.*Failed 500/);
  await expect
    .element(items.nth(1))
    .toHaveTextContent(/This machine enabled burrito-requests in theburritobot\.com.*Done/);
  await expect
    .element(items.nth(1).getByRole("link", { name: "burrito-requests" }))
    .toHaveAttribute("href", expect.stringMatching(/\/jobs\/1001\?tab=activity$/));
  await expectFitLooks("activity");
});

test("filters that leave nothing are taken back with one press, and the focus stays with them", async () => {
  const { router } = openPage(<Activity />);
  await page.getByRole("searchbox", { name: "Search activity" }).fill("activity enabled");
  await expect.poll(() => router.replace.mock.calls.at(-1)?.[0]).toBe("/activity?q=activity+enabled");
  await result.selectOptions("Failed");
  await expect.poll(() => router.replace.mock.calls.at(-1)?.[0]).toMatch(/result=failed/);
  await expect.element(page.getByText("No matching activity")).toBeVisible();
  await expectFitLooks("nothing found");
  await setLook({ width: 1280, colorScheme: "light" });
  await press(page.getByRole("button", { name: "Clear filters" }), "{Enter}");
  await expect.element(result).toHaveFocus();
});

test("on a phone the filters are behind one button", async () => {
  await setLook({ width: 375, colorScheme: "light" });
  const { router } = openPage(<Activity />);
  await expect.element(page.getByRole("button", { name: "Filters", exact: true })).toBeVisible();
  await expect.element(result).not.toBeVisible();
  await page.getByRole("button", { name: "Filters", exact: true }).click();
  await result.selectOptions("Failed");
  await expect.poll(() => router.replace.mock.calls.at(-1)?.[0]).toBe("/activity?result=failed");
  await expectFit({ width: 375, colorScheme: "light" }, "filters");
  await page.getByRole("button", { name: "Close filters" }).click();
  await expect.element(page.getByRole("button", { name: "Filters 1 active" })).toHaveFocus();
  await expect.element(result).not.toBeVisible();
});
