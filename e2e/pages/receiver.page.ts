import type { Locator, Page } from "@playwright/test";

/** The page of the test receiver, by its accessible names. */
export class ReceiverPage {
  readonly arrivals: Locator;

  constructor(readonly page: Page) {
    this.arrivals = page.getByRole("list", { name: "Received requests" }).locator("> li");
  }

  /** Waits for the stream, so that what arrives afterwards is shown by itself. */
  async open(query = ""): Promise<void> {
    await this.page.goto(`/receiver${query}`);
    await this.page.getByText("Live", { exact: true }).waitFor();
  }

  answer(name: string): Locator {
    return this.page.getByRole("radio", { name, exact: true });
  }

  /** The newest request of a kind ("Batch") whose line holds this text. */
  newest(kind: string, text: string): Locator {
    const line = this.page.locator("summary").filter({ hasText: kind }).filter({ hasText: text });
    return this.arrivals.filter({ has: line }).first();
  }

  /** That very request, wherever newer ones move it. */
  async pin(arrival: Locator): Promise<Locator> {
    const receivedAt = await arrival.locator("time").getAttribute("datetime");
    return this.arrivals.filter({ has: this.page.locator(`time[datetime="${receivedAt}"]`) });
  }

  /** Opens a request and reads its body as the text that it is. */
  async bodyOf(arrival: Locator): Promise<string> {
    await arrival.locator("summary").click();
    await arrival.getByRole("heading", { name: "Body" }).waitFor();
    const raw = arrival.getByRole("tab", { name: "Raw" });
    if (await raw.isVisible()) await raw.click();
    return (await arrival.getByRole("region", { name: "Body as text" }).textContent()) ?? "";
  }
}
