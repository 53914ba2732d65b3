import { expect, type Locator, type Page } from "@playwright/test";

/** The form of a job, by its accessible names. */
export class JobFormPage {
  readonly scope: Locator;
  readonly dataset: Locator;
  readonly name: Locator;
  readonly endpoint: Locator;
  readonly destinationString: Locator;
  readonly curl: Locator;
  readonly stored: Locator;
  readonly received: Locator;
  readonly submit: Locator;
  /** The errors, after a press on the button. */
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.scope = page.getByLabel("Scope", { exact: true });
    this.dataset = page.getByLabel("Dataset", { exact: true });
    this.name = page.getByLabel("Job name", { exact: true });
    this.endpoint = page.getByLabel("Endpoint URL", { exact: true });
    this.destinationString = page.getByLabel("Destination string", { exact: true });
    this.curl = page.getByRole("region", { name: "curl command" });
    this.stored = page.getByRole("region", { name: "What Cloudflare stores" });
    this.received = page.getByRole("region", { name: "What your server receives" });
    this.submit = page.getByRole("button", { name: "Create job" });
    this.alert = page.getByRole("form", { name: "Logpush job" }).getByRole("alert");
  }

  async open(): Promise<void> {
    await this.page.goto("/jobs/new");
    await this.submit.and(this.page.locator(":enabled")).waitFor();
  }

  /** By its name, its id or its path. */
  async chooseScope(text: string): Promise<void> {
    // Emptied first: the text of the chosen scope, typed over itself, would not be a search.
    await this.scope.fill("");
    await this.scope.fill(text);
    await this.page
      .getByRole("listbox")
      .and(this.page.locator("[aria-busy=false]"))
      .getByRole("option")
      .first()
      .click();
    await expect(this.page.getByRole("listbox")).toHaveCount(0);
  }

  async addHeader(name: string, value: string): Promise<void> {
    await this.addPair("header", name, value);
  }

  async addParameter(name: string, value: string): Promise<void> {
    await this.addPair("parameter", name, value);
  }

  /** Settings without a field, whose texts may contain anything. */
  async fillOtherSettings(settings: object): Promise<void> {
    await this.page.getByText("More settings", { exact: true }).click();
    await this.page.getByLabel("Other settings (JSON)").fill(JSON.stringify(settings));
  }

  async chooseFields(...names: string[]): Promise<void> {
    await this.page.getByRole("button", { name: "Clear", exact: true }).click();
    for (const name of names) {
      const box = this.page.getByRole("checkbox", { name, exact: true });
      await expect(box).not.toBeChecked();
      // By key: the endpoint's checks arrive while this runs and move the page under a pointer.
      await box.press("Space");
      await expect(box).toBeChecked();
    }
  }

  private async addPair(kind: "header" | "parameter", name: string, value: string): Promise<void> {
    const word = kind === "header" ? "Header" : "Parameter";
    // By key: see chooseFields.
    await this.page.getByRole("button", { name: `Add ${kind}` }).press("Enter");
    await this.page.getByLabel(`${word} name`, { exact: true }).last().fill(name);
    await this.page.getByLabel(`${word} value`, { exact: true }).last().fill(value);
  }
}
