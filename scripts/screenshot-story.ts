import type { Page } from "@playwright/test";
import { JobFormPage } from "../e2e/pages/job-form.page.ts";
import { ReceiverPage } from "../e2e/pages/receiver.page.ts";

/** One picture: what a person did before it, and how its page is opened for each size. */
type Step = {
  name: string;
  act: (page: Page) => Promise<void>;
  open: (page: Page) => Promise<void>;
  isNarrowToo?: boolean;
};

const patience = { timeout: 60_000 };
const jobName = "receiver-story";

/** A job fails at the built-in receiver, is repaired, and delivers again. */
export const story: Step[] = [
  { name: "story-1-answer", act: makeJobAndRefuse, open: openReceiver },
  { name: "story-2-failing", act: waitForFailure, open: openList, isNarrowToo: true },
  { name: "story-3-repair", act: async () => undefined, open: openRepair },
  { name: "story-4-healthy", act: repair, open: openArrival, isNarrowToo: true },
];

async function makeJobAndRefuse(page: Page): Promise<void> {
  const form = new JobFormPage(page);
  await form.open();
  await form.name.fill(jobName);
  await form.endpoint.fill("https://receiver.headgate.test/");
  await form.addHeader("Authorization", "Bearer story-token");
  await form.submit.click();
  await page.waitForURL(/\/jobs\/\d+/);
  const receiver = new ReceiverPage(page);
  await receiver.open();
  await page.getByRole("button", { name: "Clear", exact: true }).click();
  await receiver.newest("Batch", "receiver.headgate.test").filter({ hasText: "200" }).waitFor(patience);
  await receiver.answer("415 unless JSON").check();
  await receiver.newest("Batch", "receiver.headgate.test").filter({ hasText: "415" }).waitFor(patience);
}

async function openReceiver(page: Page): Promise<void> {
  const receiver = new ReceiverPage(page);
  await receiver.open();
  await receiver.answer("415 unless JSON").and(page.locator(":checked")).waitFor();
}

async function waitForFailure(page: Page): Promise<void> {
  await page.goto(`/?q=${jobName}`);
  await page.getByText("rejected the Content-Type (415)").first().waitFor(patience);
}

async function openList(page: Page): Promise<void> {
  await page.goto(`/?q=${jobName}`);
  await page.getByRole("table", { name: "Logpush jobs" }).waitFor();
  await page.getByRole("switch").and(page.locator(":enabled")).first().waitFor();
}

async function openRepair(page: Page): Promise<void> {
  await openList(page);
  await page.getByRole("link", { name: jobName, exact: true }).click();
  await page.getByRole("button", { name: "Add Content-Type: application/json" }).waitFor();
}

async function repair(page: Page): Promise<void> {
  await openRepair(page);
  await page.getByRole("button", { name: "Add Content-Type: application/json" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Save changes" }).click();
  await page.getByRole("status").filter({ hasText: "Changes saved." }).waitFor();
  const receiver = new ReceiverPage(page);
  await receiver.open("?kind=batch");
  await receiver.newest("Batch", "receiver.headgate.test").filter({ hasText: "All pass" }).waitFor(patience);
}

async function openArrival(page: Page): Promise<void> {
  const receiver = new ReceiverPage(page);
  await receiver.open("?kind=batch");
  const arrival = await receiver.pin(receiver.newest("Batch", "receiver.headgate.test"));
  await arrival.locator("summary").click();
  await arrival.getByRole("table").waitFor();
  if ((page.viewportSize()?.width ?? 0) < 600) await arrival.evaluate(toTop);
}

/** With some space above. */
function toTop(element: Element): void {
  element.scrollIntoView();
  window.scrollBy(0, -16);
}
