import { expect, test } from "vitest";
import { createEmulator } from "#lib/emulator/emulator.ts";
import { contextOf, openEmulated, zoneId } from "../testing/test-context.ts";
import { readTransformers } from "./read-transformers.ts";

const accountId = "9495f78c4f619da2c1ea2fb6b11d8eae";
const ofAccount = [
  { id: 5002, name: "blocked-dns", dataset: "gateway_dns" },
  { id: 5001, name: "requests-without-addresses", dataset: "http_requests" },
];

test("a zone has those of its account, without their SQL", async () => {
  const { context, requests, close } = openEmulated(createEmulator);
  expect(await readTransformers(context, { scope: `zones/${zoneId}` })).toEqual(ofAccount);
  expect(await readTransformers(context, { scope: `accounts/${accountId}` })).toEqual(ofAccount);
  const list = `GET /accounts/${accountId}/logpush/transformers`;
  expect(requests).toEqual([`GET /zones/${zoneId}`, list, list]);
  await close();
});

test("a credential that may not list them gets the refusal", async () => {
  const errors = [{ code: 10000, message: "Authentication error" }];
  const { context } = contextOf(async () => Response.json({ success: false, errors }, { status: 403 }));
  await expect(readTransformers(context, { scope: `accounts/${accountId}` })).rejects.toMatchObject({
    error: { code: "E_PERMISSION" },
  });
});
