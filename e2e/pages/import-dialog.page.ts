import type { Locator, Page } from "@playwright/test";

/** The import on the new-job page, by its accessible names. */
export class ImportDialogPage {
  readonly open: Locator;
  readonly dialog: Locator;
  readonly text: Locator;
  readonly read: Locator;
  readonly fill: Locator;
  readonly choice: Locator;
  readonly notice: Locator;

  constructor(readonly page: Page) {
    this.open = page.getByRole("button", { name: "Import", exact: true });
    this.dialog = page.getByRole("dialog", { name: "Import a job" });
    this.text = this.dialog.getByRole("textbox", { name: /^Paste a curl command/ });
    this.read = this.dialog.getByRole("button", { name: "Read" });
    this.fill = this.dialog.getByRole("button", { name: "Fill the form" });
    this.choice = this.dialog.getByLabel(/^Job \(/);
    this.notice = page.getByRole("region", { name: "Import" });
  }

  /** Opens the dialog and reads a text. */
  async readText(text: string): Promise<void> {
    await this.open.click();
    await this.text.fill(text);
    await this.read.click();
  }

  /** From the button to the filled form. */
  async importText(text: string): Promise<void> {
    await this.readText(text);
    await this.fill.click();
    await this.notice.waitFor();
  }

  /** One of the lists that report what was done with the text. */
  list(title: string): Locator {
    return this.dialog.getByRole("region", { name: title });
  }
}
