import { expect, test } from "vitest";
import { redactDestination } from "../destination/redact.ts";
import { groupSecrets, type SecretSource } from "./secret-groups.ts";

const print = (text: string) => `print of ${text}`;
const source = (jobId: number, query: string, isKept = true): SecretSource => {
  const conf = `https://logs-${jobId % 2}.example?${query}`;
  return {
    ref: { scopeKind: "zones", scopeId: "0".repeat(32), jobId },
    ...{ name: `job-${jobId}`, scopeName: "example.com", host: `logs-${jobId % 2}.example`, isEnabled: true },
    conf: isKept ? conf : undefined,
    destination: redactDestination(conf, print),
  };
};
const group = (sources: SecretSource[], most = { groups: 10, jobs: 10 }) =>
  groupSecrets(sources, { print, isShown: () => true, most });

test("a value is one group, in whatever form and place jobs use it, the most used first", () => {
  const { groups, total } = group([
    source(1, "header_Authorization=Bearer%20one&tags=host:example.com"),
    source(2, "header_authorization=Bearer%20one&header_X-Key=two"),
    source(3, "api=one"),
    // user:one
    source(4, "header_Authorization=Basic%20dXNlcjpvbmU%3D"),
  ]);
  expect(total).toBe(2);
  expect(groups[0]).toMatchObject({
    ...{ fingerprint: "print of one", jobCount: 4, hosts: ["logs-1.example", "logs-0.example"] },
    places: [
      { kind: "header", name: "Authorization", form: "Bearer", jobs: 2 },
      { kind: "param", name: "api", form: "", jobs: 1 },
      { kind: "header", name: "Authorization", form: "Basic password", jobs: 1 },
    ],
  });
  expect(groups[1]).toMatchObject({ fingerprint: "print of two", jobCount: 1 });
});

test("where secrets are not kept, a whole value is one group", () => {
  const { groups } = group([source(1, "header_A=Bearer%20one", false), source(2, "header_A=Bearer%20one", false)]);
  expect(groups).toMatchObject([{ fingerprint: "print of Bearer one", jobCount: 2, places: [{ form: "" }] }]);
});

test("a limit leaves out groups and jobs, and says how many there are", () => {
  const sources = [1, 2, 3].map((id) => source(id, `header_A=one&header_B=v${id}`));
  const { groups, total } = group(sources, { groups: 1, jobs: 2 });
  expect([groups.length, total, groups[0]?.jobCount, groups[0]?.jobs.length]).toEqual([1, 4, 3, 2]);
});

test("an open + is another value than a space or a plus", () => {
  expect(group([source(1, "a=x+y"), source(2, "a=x%2By"), source(3, "a=x%20y")]).total).toBe(3);
});
