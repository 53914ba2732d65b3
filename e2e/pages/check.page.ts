import type { Locator, Page } from "@playwright/test";

/** The checks of a job's form. */
export class CheckPage {
  readonly section: Locator;
  /** The bar's button, in view without the list of checks; the header of a saved job has one of its own. */
  readonly quickSend: Locator;
  readonly send: Locator;
  readonly delivery: Locator;

  constructor(readonly page: Page) {
    this.section = page.getByRole("region", { name: "Checks", exact: true });
    this.quickSend = page.getByRole("form").getByRole("button", { name: /^(?:Send test|Test changes)$/ });
    this.send = this.section.getByRole("button", { name: "Send a test" });
    this.delivery = this.result("Test delivery");
  }

  /** They stand over the page's bar. */
  async open(): Promise<void> {
    await this.page.getByRole("button", { name: "All checks" }).click();
    await this.section.waitFor();
  }

  result(title: string): Locator {
    return this.section.getByRole("status", { name: `${title}: result` });
  }
}
