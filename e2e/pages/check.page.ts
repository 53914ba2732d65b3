import type { Locator, Page } from "@playwright/test";

/** The checks of a job's form. */
export class CheckPage {
  readonly section: Locator;
  readonly send: Locator;
  readonly delivery: Locator;

  constructor(readonly page: Page) {
    this.section = page.getByRole("region", { name: /^Check/ });
    this.send = this.section.getByRole("button", { name: "Send a test" });
    this.delivery = this.result("Test delivery");
  }

  result(title: string): Locator {
    return this.section.getByRole("status", { name: `${title}: result` });
  }
}
