import type { Locator, Page } from "@playwright/test";

/** The page of the test receiver, by its accessible names. */
export class ReceiverPage {
  readonly arrivals: Locator;

  constructor(readonly page: Page) {
    this.arrivals = page.getByRole("list", { name: "Received requests" }).locator("> li");
  }

  /** Opens the page and waits for the stream, so that later requests appear automatically. */
  async open(query = ""): Promise<void> {
    await this.page.goto(`/receiver${query}`);
    await this.page.getByText("Live", { exact: true }).waitFor();
  }

  answer(name: string): Locator {
    return this.page.getByRole("radio", { name, exact: true });
  }

  /** The newest request of a kind ("Batch") whose line contains this text. */
  newest(kind: string, text: string): Locator {
    const line = this.page.locator("summary").filter({ hasText: kind }).filter({ hasText: text });
    return this.arrivals.filter({ has: line }).first();
  }

  /** Exactly this request, even after newer ones have moved it. */
  async pin(arrival: Locator): Promise<Locator> {
    const receivedAt = await arrival.locator("time").getAttribute("datetime");
    return this.arrivals.filter({ has: this.page.locator(`time[datetime="${receivedAt}"]`) });
  }

  /** Opens a request and reads its body as text. */
  async bodyOf(arrival: Locator): Promise<string> {
    await arrival.locator("summary").click();
    await arrival.getByRole("heading", { name: "Body" }).waitFor();
    const raw = arrival.getByRole("tab", { name: "Raw" });
    if (await raw.isVisible()) await raw.click();
    return (await arrival.getByRole("region", { name: "Body as text" }).textContent()) ?? "";
  }
}
