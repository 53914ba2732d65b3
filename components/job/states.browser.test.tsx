import { expect, test } from "vitest";
import { page } from "vitest/browser";
import { jobs } from "./testing/jobs.ts";
import { openJob } from "./testing/open-job.tsx";

const region = (name: string) => page.getByRole("region", { name, exact: true });

test.each([
  ["failing", "Failure", /401.*Cloudflare disables this job in.*\d+ h.*Logs since .* may be lost\./s],
  ["quiet", "State", /No data/],
  ["waiting", "State", /Waiting/],
  ["disabled", "State", /Disabled/],
  ["givenUp", "Failure", /The job was disabled while it was failing.*are lost/s],
] as const)("a job that is %s says what is wrong, until when, and what helps", async (state, name, words) => {
  await openJob(jobs[state]);
  await expect.element(region(name)).toHaveTextContent(words);
});

test("a healthy job has no state to explain, and its destination is shown without its secret", async () => {
  await openJob(jobs.healthy);
  await expect.element(page.getByRole("heading", { level: 1 })).toHaveTextContent("burrito-requests");
  await expect.element(region("Failure")).not.toBeInTheDocument();
  await expect.element(region("State")).not.toBeInTheDocument();
  await expect.element(region("Destination")).toHaveTextContent("host:theburritobot.com,dataset:http_requests");
  expect(document.documentElement.outerHTML).not.toContain("FAKE-SECRET");
});

test("a failure has its details, and leads to the part of the form that repairs it", async () => {
  await openJob(jobs.failing);
  const failure = region("Failure");
  await expect
    .element(failure.getByRole("link", { name: "Edit headers" }))
    .toHaveAttribute("href", expect.stringMatching(/\/jobs\/1002\?tab=settings&at=headers$/));
  await expect.element(failure.getByRole("listitem").first()).not.toBeInTheDocument();
  await page.getByText("Error details").click();
  await expect.element(failure.getByRole("listitem").first()).toBeVisible();
});

test("a job's own threshold decides when a job counts as quiet", async () => {
  await openJob(jobs.quiet, { note: { staleAfterMinutes: 2 * 1440 } });
  await expect.element(region("No-data threshold")).toHaveTextContent("2 days");
  await expect.element(region("No-data threshold")).not.toHaveTextContent("(default)");
  await expect.element(region("State")).not.toBeInTheDocument();
});
