import Cloudflare from "cloudflare";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { DEMO_TOKEN } from "./demo-token.ts";
import { createEmulator, type Emulator } from "./emulator.ts";
import { ACCOUNT_ID, temporaryFolder, ZONE_ID } from "./test-kit.ts";

const folder = temporaryFolder();
let emulator: Emulator;
let client: Cloudflare;

beforeAll(() => {
  emulator = createEmulator({ dataDir: folder.path });
  client = new Cloudflare({
    apiToken: DEMO_TOKEN,
    maxRetries: 0,
    fetch: async (input, init) => emulator.fetch(new Request(input, init)),
  });
});

afterAll(async () => {
  await emulator.stop();
  folder.remove();
});

const destination_conf =
  "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests";

describe.each([
  { scope: { zone_id: ZONE_ID }, dataset: "http_requests" as const, field: "ClientIP" },
  { scope: { account_id: ACCOUNT_ID }, dataset: "gateway_dns" as const, field: "QueryName" },
])("the official SDK can use every Logpush route of $scope", ({ scope, dataset, field }) => {
  test("create, get, update, list and delete", async () => {
    const created = await client.logpush.jobs.create({
      ...scope,
      dataset,
      destination_conf,
      name: "by-SDK",
      enabled: true,
    });
    const id = created?.id ?? 0;
    expect(created).toMatchObject({ dataset, destination_conf, name: "by-SDK", enabled: true, last_complete: null });
    expect(await client.logpush.jobs.get(id, scope)).toEqual(created);

    const updated = await client.logpush.jobs.update(id, { ...scope, enabled: false, max_upload_records: 1000 });
    expect(updated).toEqual({ ...created, enabled: false, max_upload_records: 1000 });

    const ids: unknown[] = [];
    for await (const job of client.logpush.jobs.list(scope)) ids.push(job?.id);
    expect(ids).toContain(id);

    expect(await client.logpush.jobs.delete(id, scope)).toEqual({ id });
    await expect(client.logpush.jobs.get(id, scope)).rejects.toMatchObject({ status: 404 });
  });

  test("dataset fields and dataset jobs", async () => {
    expect(await client.logpush.datasets.fields.get(dataset, scope)).toMatchObject({
      [field]: expect.stringMatching(/^string/),
    });
    const jobs = [];
    for await (const job of client.logpush.datasets.jobs.get(dataset, scope)) jobs.push(job);
    expect(jobs.length).toBeGreaterThan(0);
    expect(jobs.every((job) => job?.dataset === dataset)).toBe(true);
  });

  test("ownership and validation", async () => {
    const bucket = "s3://burritobot/logs?region=us-west-2";
    expect(await client.logpush.ownership.create({ ...scope, destination_conf: bucket })).toEqual({
      filename: "burritobot/logs/ownership-challenge.txt",
      valid: true,
      message: "",
    });
    const challenge = { ...scope, destination_conf: bucket, ownership_challenge: "00000000000000000000" };
    expect(await client.logpush.ownership.validate(challenge)).toEqual({ valid: true });
    expect(await client.logpush.ownership.validate({ ...challenge, ownership_challenge: "" })).toEqual({
      valid: false,
    });

    const { validate } = client.logpush;
    const logpull_options = "fields=RayID,EdgeStartTimestamp&timestamps=rfc3339";
    expect(await validate.origin({ ...scope, logpull_options })).toEqual({ valid: true, message: "" });
    expect(await validate.destination({ ...scope, destination_conf })).toEqual({ valid: true, message: "" });
    expect(await validate.destinationExists({ ...scope, destination_conf: "s3://foo" })).toEqual({ exists: false });
  });
});

test("Instant Logs sessions, zones only", async () => {
  const session = await client.logpush.edge.create({ zone_id: ZONE_ID, fields: "ClientIP,RayID", sample: 10 });
  expect(session?.destination_conf).toBe(`wss://logs.cloudflare.com/instant-logs/ws/sessions/${session?.session_id}`);
  const sessions = [];
  for await (const each of client.logpush.edge.get({ zone_id: ZONE_ID })) sessions.push(each);
  expect(sessions).toEqual([session]);
  // The route's older name.
  expect(await client.get(`/zones/${ZONE_ID}/logpush/edge`)).toMatchObject({ result: [session] });
});

test("zones, accounts and the token", async () => {
  const names: string[] = [];
  for await (const zone of client.zones.list({ per_page: 5 })) names.push(zone.name);
  expect(names).toHaveLength(8);
  expect(names[0]).toBe("theburritobot.com");
  expect((await client.zones.list({ name: "contains:burrito" })).result).toHaveLength(1);
  expect((await client.zones.list({ account: { id: ACCOUNT_ID } })).result).toHaveLength(4);
  expect((await client.zones.get({ zone_id: ZONE_ID })).name).toBe("theburritobot.com");
  expect((await client.accounts.list()).result).toHaveLength(2);
  expect((await client.accounts.get({ account_id: ACCOUNT_ID })).name).toBe("The Burrito Bot");
  expect((await client.user.tokens.verify()).status).toBe("active");
  expect((await client.accounts.tokens.verify({ account_id: ACCOUNT_ID })).status).toBe("active");
});
