import Cloudflare from "cloudflare";
import { describe, expect, test } from "vitest";
import { DEMO_TOKEN } from "../demo-token.ts";
import { ACCOUNT_ID, withEmulator, ZONE_ID, ZONE_JOBS } from "../test-kit.ts";

const MEDIA_ID = "51e399eabab99b8e6fc23fbd3d4000a2";
const base = `/accounts/${ACCOUNT_ID}/logpush/transformers`;
const job = { destination_conf: "https://receiver.headgate.test/in", enabled: true, name: "transformed" };

describe("transformers", () => {
  test("are listed by account through the official SDK, with the jobs that use them", () =>
    withEmulator(async ({ api, emulator }) => {
      const client = new Cloudflare({
        apiToken: DEMO_TOKEN,
        maxRetries: 0,
        fetch: async (input, init) => emulator.fetch(new Request(input, init)),
      });
      const { id } = (await api("POST", ZONE_JOBS, { ...job, enabled: false, transformer_id: 5001 })).result;
      const listed = [];
      for await (const each of client.logpush.transformers.list({ account_id: ACCOUNT_ID })) listed.push(each);
      expect(listed.map(({ id, dataset }) => [id, dataset])).toEqual([
        [5001, "http_requests"],
        [5002, "gateway_dns"],
      ]);
      expect(listed[0]?.associated_jobs).toEqual([
        { id, name: "transformed", object_tag: ZONE_ID, object_type: "zone" },
      ]);
      expect(await client.logpush.transformers.get(5001, { account_id: ACCOUNT_ID })).toEqual(listed[0]);
      const { content } = await client.logpush.transformers.content.get(5001, { account_id: ACCOUNT_ID });
      expect(content).toMatch(/^SELECT .* FROM http_requests$/);
      const versions = [];
      for await (const each of client.logpush.transformers.versions.list(5001, { account_id: ACCOUNT_ID })) {
        versions.push(each.version);
      }
      expect(versions).toEqual([2, 1]);
    }));

  test("belong to one account, and to accounts only", () =>
    withEmulator(async ({ api }) => {
      expect((await api("GET", `${base}/5003`)).status).toBe(404);
      expect((await api("GET", `/accounts/${MEDIA_ID}/logpush/transformers/5003`)).status).toBe(200);
      expect(await api("GET", `${base}/x`)).toMatchObject({ status: 400, code: 7003 });
      expect((await api("GET", `/zones/${ZONE_ID}/logpush/transformers`)).status).toBe(404);
      const foreign = await api("POST", ZONE_JOBS, { ...job, transformer_id: 5003 });
      expect(foreign).toMatchObject({ status: 400, message: "transformer 5003 not found for this account" });
      const csv = { ...job, transformer_id: 5001, output_options: { output_type: "csv" } };
      expect(await api("POST", ZONE_JOBS, csv)).toMatchObject({ status: 400, message: /ndjson/ });
    }));

  test("are not run: neither previewed, nor created, nor applied to what a job sends", () =>
    withEmulator(async ({ api, emulator }) => {
      for (const [method, path] of [
        ["POST", base],
        ["POST", `${base}/preview`],
        ["PUT", `${base}/5001`],
        ["DELETE", `${base}/5001`],
      ] as const) {
        const answer = await api(method, path, { sql: "SELECT RayID FROM http_requests", input: {} });
        expect(answer).toMatchObject({ status: 501, message: expect.stringContaining("does not run SQL") });
      }
      const { id } = (await api("POST", ZONE_JOBS, { ...job, transformer_id: 5001 })).result;
      process.env.HEADGATE_EMULATOR_FAULTS = "1";
      try {
        await api("POST", "/__emulator/tick");
      } finally {
        delete process.env.HEADGATE_EMULATOR_FAULTS;
      }
      const { result } = await api("GET", `${ZONE_JOBS}/${String(id)}`);
      expect(result.error_message).toMatch(/does not run transformers/);
      const sent = emulator.receiver.list().filter((request) => request.jobId === id);
      expect(sent.filter(({ kind }) => kind === "batch")).toEqual([]);
    }));
});
