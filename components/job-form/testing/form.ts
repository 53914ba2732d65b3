import { expect } from "vitest";
import { page } from "vitest/browser";
import { check, press } from "#components/testing/user.ts";

// A closed tab stays in the document.
const region = (name: string) => page.getByRole("region", { name, includeHidden: true });
const fields = page.getByRole("dialog", { name: "Fields" });
const openFields = page.getByRole("button", { name: /^Fields/ });

/** The form of a job, by its accessible names. */
export const form = {
  scope: page.getByLabelText("Zone or account", { exact: true }),
  dataset: page.getByLabelText("Dataset", { exact: true }),
  name: page.getByLabelText("Job name", { exact: true }),
  endpoint: page.getByLabelText("Endpoint URL", { exact: true }),
  destinationString: page.getByLabelText("Destination string", { exact: true }),
  curl: region("curl command"),
  stored: region("What Cloudflare stores"),
  received: region("What your server receives"),
  /** The drawer with the dataset's fields, and the line that opens it. */
  fields,
  openFields,
  submit: page.getByRole("button", { name: "Create job" }),
  save: page.getByRole("button", { name: "Save changes" }),

  async chooseFields(...names: string[]): Promise<void> {
    await press(openFields, "{Enter}");
    await fields.getByRole("button", { name: "Clear", exact: true }).click();
    for (const name of names) await check(fields.getByRole("checkbox", { name, exact: true }));
    await form.takeFields();
  },

  /** Takes what was chosen in the drawer into the form. */
  async takeFields(): Promise<void> {
    await fields.getByRole("button", { name: /^Use \d/ }).click();
    await expect.element(fields).not.toBeInTheDocument();
  },

  async addHeader(name: string, value: string): Promise<void> {
    await press(page.getByRole("button", { name: "Add header" }), "{Enter}");
    await page.getByLabelText("Header name", { exact: true }).last().fill(name);
    await page.getByLabelText("Header value", { exact: true }).last().fill(value);
  },

  /** One of the sections that open, by its title. */
  async openSection(title: string): Promise<void> {
    const button = page
      .getByRole("region", { name: title, exact: true })
      .getByRole("button", { name: title, exact: true });
    await press(button, "{Enter}");
    await expect.element(button).toHaveAttribute("aria-expanded", "true");
  },

  /** Goes on with what was typed before. */
  async resumeDraft(): Promise<void> {
    await page.getByRole("region", { name: "Draft" }).getByRole("button", { name: "Resume" }).click();
  },

  /** Saves a stored job through the review of its changes. */
  async saveChanges(): Promise<void> {
    await form.save.click();
    await page.getByRole("button", { name: "Confirm and save" }).click();
  },

  /** On narrow pages the preview is a sheet, which a button opens. */
  async openPreview(tab: "Destination" | "Request" | "Code"): Promise<void> {
    const sheet = page.getByRole("button", { name: "Preview", exact: true });
    if (window.innerWidth < 1180) await sheet.click();
    await page.getByRole("tab", { name: tab, exact: true }).click();
  },

  /** The page's one switch for secrets that were typed. */
  async showSecrets(): Promise<void> {
    const button = page.getByRole("button", { name: "Show secrets" });
    await expect.element(button).toHaveAttribute("aria-pressed", "false");
    await press(button, "{Enter}");
    await expect.element(button).toHaveAttribute("aria-pressed", "true");
  },
};
