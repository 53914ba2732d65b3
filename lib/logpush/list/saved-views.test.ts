import { expect, test } from "vitest";
import { builtInViews, nameOfView, parseSavedViews, renameView, saveView } from "./saved-views.ts";

const views = [{ name: "Splunk", query: "?q=host%3Asplunk" }];

test.each([null, "", "{}", "[1,null]", '[{"name":"","query":""}]', '[{"name":1,"query":2}]', "not JSON"])(
  "%s is not a saved view",
  (text) => expect(parseSavedViews(text)).toEqual([]),
);

test("saved views survive the browser's storage, without their page", () => {
  expect(parseSavedViews(JSON.stringify(views))).toEqual(views);
  expect(parseSavedViews('[{"name":"a","query":"?page=3&health=failing&evil=1"}]')).toEqual([
    { name: "a", query: "?health=failing" },
  ]);
});

test("one name means one view", () => {
  const two = saveView(views, { name: " DNS ", query: "?dataset=dns_logs&page=2" });
  expect(two.at(-1)).toEqual({ name: "DNS", query: "?dataset=dns_logs" });
  expect(saveView(two, { name: "Splunk", query: "?q=x" })).toHaveLength(2);
  expect(saveView(two, { name: " ", query: "" })).toEqual(two);
  expect(renameView(two, "DNS", "Splunk")).toEqual([{ name: "Splunk", query: "?dataset=dns_logs" }]);
  expect(renameView(two, "DNS", "")).toEqual(two);
});

test("a view is known by its address", () => {
  expect(nameOfView(views, "")).toBe("All jobs");
  expect(nameOfView(views, "?q=host%3Asplunk&page=2")).toBe("Splunk");
  expect(nameOfView(views, "?q=other")).toBeUndefined();
  expect(new Set(builtInViews.map(({ query }) => query)).size).toBe(builtInViews.length);
});
