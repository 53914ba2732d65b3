import { expect, test } from "vitest";
import { list } from "./testing/list.ts";
import { openList } from "./testing/open-list.tsx";

test("a failing job leads to the part of its form that repairs it", async () => {
  await openList({ query: "?q=gateway-splunk" });
  await expect
    .element(list.row(/gateway-splunk/).getByRole("link", { name: /Edit endpoint/ }))
    .toHaveAttribute("href", expect.stringMatching(/\/jobs\/6\?tab=settings&at=endpoint$/));
});
