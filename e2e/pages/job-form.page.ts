import { expect, type Locator, type Page } from "@playwright/test";
import { press } from "../keys.ts";

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
  /** The drawer with the dataset's fields, and the line that opens it. */
  readonly fields: Locator;
  readonly openFields: Locator;
  readonly submit: Locator;
  /** The errors, after a press on the button. */
  readonly alert: Locator;

  constructor(readonly page: Page) {
    this.scope = page.getByLabel("Zone or account", { exact: true });
    this.dataset = page.getByLabel("Dataset", { exact: true });
    this.name = page.getByLabel("Job name", { exact: true });
    this.endpoint = page.getByLabel("Endpoint URL", { exact: true });
    this.destinationString = page.getByLabel("Destination string", { exact: true });
    // A closed tab stays in the document.
    const region = (name: string) => page.getByRole("region", { name, includeHidden: true });
    this.curl = region("curl command");
    this.stored = region("What Cloudflare stores");
    this.received = region("What your server receives");
    this.fields = page.getByRole("dialog", { name: "Fields" });
    this.openFields = page.getByRole("button", { name: /^Fields/ });
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
    await this.openSection("More settings");
    await this.page.getByLabel("Other settings (JSON)").fill(JSON.stringify(settings));
  }

  /** One of the sections that open, by its title. */
  section(title: string): Locator {
    return this.page.getByRole("region", { name: title, exact: true });
  }

  async openSection(title: string): Promise<void> {
    const button = this.section(title).getByRole("button", { name: title, exact: true });
    // By key: what is above it may still grow, and move it under a pointer.
    // An error inside opens it too, maybe at the same moment.
    await expect(async () => {
      if ((await button.getAttribute("aria-expanded")) === "false") await press(button, "Enter");
      await expect(button).toHaveAttribute("aria-expanded", "true", { timeout: 500 });
    }).toPass();
  }

  /** The settings of a saved job. */
  async openSaved(path: string): Promise<void> {
    await this.page.goto(`${path}?tab=settings`);
    await this.page.getByRole("button", { name: "Save changes" }).and(this.page.locator(":enabled")).waitFor();
  }

  /** Saves a changed job, and confirms the review. */
  async save(): Promise<void> {
    await this.page.getByRole("button", { name: "Save changes" }).click();
    await this.page.getByRole("button", { name: "Confirm and save" }).click();
    await expect(this.page.getByRole("status").filter({ hasText: "Changes saved." })).toBeVisible();
    // Otherwise the next save would find this message.
    await this.page.getByRole("button", { name: "Close message" }).click();
  }

  /** After "Create job": the job's own page. */
  async expectCreated(): Promise<void> {
    await expect(this.page).toHaveURL(/\/jobs\/\d+/);
  }

  /** Goes on with the draft of before a reload. */
  async resumeDraft(): Promise<void> {
    await this.page.getByRole("button", { name: "Resume", exact: true }).click();
    await expect(this.page.getByRole("status").filter({ hasText: "Draft restored." })).toBeVisible();
  }

  async chooseFields(...names: string[]): Promise<void> {
    await press(this.openFields, "Enter");
    await this.fields.getByRole("button", { name: "Clear", exact: true }).click();
    for (const name of names) await this.fields.getByRole("checkbox", { name, exact: true }).check();
    await this.takeFields();
  }

  /** Takes what was chosen in the drawer into the form. */
  async takeFields(): Promise<void> {
    await this.fields.getByRole("button", { name: /^Use \d/ }).click();
    await expect(this.fields).toHaveCount(0);
  }

  /** The page's one switch for secrets that were typed. */
  async showSecrets(): Promise<void> {
    const button = this.page.getByRole("button", { name: "Show secrets" });
    if ((await button.getAttribute("aria-pressed")) === "false") await press(button, "Enter");
    await expect(button).toHaveAttribute("aria-pressed", "true");
  }

  /** On narrow pages the preview is a sheet, which a button opens. */
  async openPreview(tab: "Destination" | "Request" | "Code"): Promise<void> {
    const name = this.page.getByRole("tab", { name: tab, exact: true });
    const sheet = this.page.getByRole("button", { name: "Preview", exact: true });
    await name.or(sheet).filter({ visible: true }).first().waitFor();
    if (!(await name.isVisible())) await sheet.click();
    await name.click();
  }

  /** How the code is written, by its label. */
  async setCode(label: "Inline secrets" | "Use API key"): Promise<void> {
    await this.page.getByRole("button", { name: "Code options" }).click();
    await this.page.getByLabel(label).check();
    await this.page.keyboard.press("Escape");
  }

  private async addPair(kind: "header" | "parameter", name: string, value: string): Promise<void> {
    const word = kind === "header" ? "Header" : "Parameter";
    // By key: the endpoint's checks arrive while this runs and move the page under a pointer.
    await press(this.page.getByRole("button", { name: `Add ${kind}` }), "Enter");
    await this.page.getByLabel(`${word} name`, { exact: true }).last().fill(name);
    await this.page.getByLabel(`${word} value`, { exact: true }).last().fill(value);
  }
}
