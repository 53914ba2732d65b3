import { expect, test } from "vitest";
import { ACCOUNT_ID, withEmulator, ZONE_ID, ZONE_JOBS } from "../test-kit.ts";

const body = { dataset: "http_requests", destination_conf: "https://receiver.headgate.test/in?header_X=canary" };
const log = `/accounts/${ACCOUNT_ID}/audit_logs`;

test("the audit log names who created, changed and deleted a job, and no value", async () => {
  await withEmulator(async ({ api }) => {
    const { id } = (await api("POST", ZONE_JOBS, { ...body, name: "noted" })).result;
    const keyed = { "x-auth-email": "ana@example.com", "x-auth-key": "0123456789abcdef0123456789abcdef01234" };
    await api("PUT", `${ZONE_JOBS}/${id}`, { enabled: true }, keyed);
    await api("PUT", `${ZONE_JOBS}/${id}`, { max_upload_records: 1 });
    await api("DELETE", `${ZONE_JOBS}/${id}`);
    const { body: answer } = await api("GET", log);
    expect(answer.result).toMatchObject([
      { action: { type: "delete", result: true }, actor: { email: "demo@example.com" }, resource: { id: String(id) } },
      { action: { type: "update" }, actor: { email: "ana@example.com" }, metadata: { zone_id: ZONE_ID } },
      { action: { type: "create" }, actor: { email: "demo@example.com" }, resource: { type: "logpush.job" } },
    ]);
    expect(JSON.stringify(answer)).not.toContain("canary");
    expect((await api("GET", `${log}?actor.email=ana@example.com`)).body.result).toHaveLength(1);
    expect((await api("GET", `${log}?direction=asc&per_page=1`)).body).toMatchObject({
      result: [{ action: { type: "create" } }],
      result_info: { total_count: 3, total_pages: 3 },
    });
    expect((await api("GET", `${log}?before=2020-01-01`)).body.result).toEqual([]);
    expect((await api("GET", `${log}?since=nonsense`)).status).toBe(400);
  });
});

test("it belongs to one account, and needs its own permission", async () => {
  await withEmulator(async ({ api }) => {
    await api("POST", ZONE_JOBS, body);
    const accounts = (await api("GET", "/accounts")).body.result;
    const ids = Array.isArray(accounts) ? accounts.map((one) => JSON.stringify(one).match(/[0-9a-f]{32}/)?.[0]) : [];
    const other = ids.find((id) => id !== ACCOUNT_ID);
    expect((await api("GET", `/accounts/${other}/audit_logs`)).body.result).toEqual([]);
    const refused = await api("GET", log, undefined, { authorization: "Bearer headgate-no-audit-token-000000000000" });
    expect([refused.status, refused.code]).toEqual([403, 10000]);
  });
});
