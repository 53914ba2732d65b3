import { describe, expect, test } from "vitest";
import { readJson } from "./read-json.ts";

const job = { id: 146, name: "example.com", dataset: "http_requests", destination_conf: "https://h.example" };
const wrapped = (result: unknown) => ({ errors: [], messages: [], result, success: true });

function bodiesOf(value: unknown) {
  const found = readJson(JSON.stringify(value));
  if (!found.ok) throw new Error(found.error.message);
  return found.value;
}

describe("finds a job in", () => {
  test.each([
    ["a body", job, 0],
    ["a list", [job], 0],
    ["an answer", wrapped(job), 3],
    ["an answer with a list", wrapped([job]), 3],
    ["an answer with an entry that is none", wrapped([job, null, 5, {}]), 6],
  ])("%s", (_title, value, ignored) => {
    const found = bodiesOf(value);
    expect(found.map(({ body }) => body)).toEqual([job]);
    expect(found[0]).toMatchObject({ label: "example.com", isWhole: true, unread: [] });
    expect(found[0]?.ignored).toHaveLength(ignored);
  });
});

test("several jobs have different labels", () => {
  const found = bodiesOf(wrapped([job, { ...job, name: "" }, { destination_conf: "https://h.example" }]));
  expect(found.map(({ label }) => label)).toEqual(["example.com", "http_requests (number 2)", "Job 3"]);
});

test("a body without a destination changes only what it names", () => {
  expect(bodiesOf({ enabled: false })).toMatchObject([{ isWhole: false }]);
});

test("Terraform's JSON is read as Terraform", () => {
  const found = bodiesOf({ resource: { cloudflare_logpush_job: { a: { zone_id: "x", name: "from-terraform" } } } });
  expect(found).toMatchObject([{ label: "from-terraform (a)", scope: "zones/x" }]);
});

test.each<[string, string]>([
  ['{"a": 1}', "E_IMPORT_NO_JOB"],
  ['{"id": 1}', "E_IMPORT_NO_JOB"],
  ["[]", "E_IMPORT_NO_JOB"],
  ["5", "E_IMPORT_NO_JOB"],
  [JSON.stringify(wrapped([])), "E_IMPORT_NO_JOB"],
  [JSON.stringify({ ...wrapped(null), success: false, errors: [{ code: 1004 }] }), "E_IMPORT_API_ERROR"],
  [JSON.stringify(wrapped(null)), "E_IMPORT_API_ERROR"],
  ['{"resource": {}}', "E_IMPORT_NO_RESOURCE"],
  ['{"name": "a",}', "E_IMPORT_JSON"],
])("%s: %s", (text, code) => {
  expect(readJson(text)).toMatchObject({ ok: false, error: { code, at: "importText" } });
});
