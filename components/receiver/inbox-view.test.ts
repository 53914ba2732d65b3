import { describe, expect, test } from "vitest";
import { inboxViewToQuery, maxBodyCharacters, parseInboxView, selectReceived } from "./inbox-view.ts";
import type { ReceivedRequest } from "./received-request.ts";

function received(changes: Partial<ReceivedRequest>): ReceivedRequest {
  return {
    id: "1",
    receivedAt: "2026-01-02T03:04:05Z",
    host: "receiver.headgate.test",
    method: "POST",
    target: "/",
    headers: [],
    kind: "batch",
    compressedBytes: 10,
    body: "{}",
    bodyTruncated: false,
    records: 1,
    status: 200,
    ...changes,
  };
}

const requests = [
  received({ id: "a" }),
  received({ id: "b", kind: "probe" }),
  received({ id: "c", target: "/seed/ok" }),
];

describe("what the inbox shows", () => {
  test("not the seed jobs' traffic, unless asked for", () => {
    expect(selectReceived(requests, parseInboxView({}))).toMatchObject({
      shown: [{ id: "a" }, { id: "b" }],
      hiddenSeed: 1,
    });
    expect(selectReceived(requests, parseInboxView({ seed: "show" })).shown).toHaveLength(3);
  });

  test("one kind", () => {
    const { shown, total } = selectReceived(requests, parseInboxView({ kind: "probe" }));
    expect(shown.map(({ id }) => id)).toEqual(["b"]);
    expect(total).toBe(2);
  });

  test("long bodies are cut and say so", () => {
    const body = "x".repeat(maxBodyCharacters + 1);
    const { shown } = selectReceived([received({ body })], parseInboxView({}));
    expect(shown[0]?.body).toHaveLength(maxBodyCharacters);
    expect(shown[0]?.bodyTruncated).toBe(true);
  });
});

test.each(["", "?kind=probe", "?seed=show", "?kind=other&seed=show"])("%j survives the way there and back", (query) => {
  expect(inboxViewToQuery(parseInboxView(Object.fromEntries(new URLSearchParams(query))))).toBe(query);
});
