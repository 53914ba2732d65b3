import fc from "fast-check";
import { expect, test } from "vitest";
import { readEvents, writeEvent } from "./event-stream.ts";

test("events are read as they were written, wherever the text is cut", () => {
  fc.assert(
    fc.property(fc.array(fc.jsonValue()), fc.nat(), (values, place) => {
      const text = values.map((value) => writeEvent(JSON.stringify(value))).join("");
      const cut = place % (text.length + 1);
      const first = readEvents(text.slice(0, cut));
      const second = readEvents(first.rest + text.slice(cut));
      expect([...first.events, ...second.events]).toEqual(values.map((value) => JSON.stringify(value)));
      expect(second.rest).toBe("");
    }),
  );
});

test("comments and other fields are not events", () => {
  expect(readEvents("retry: 2000\ndata: a\n\n: alive\n\ndata: b")).toEqual({ events: ["a"], rest: "data: b" });
});
