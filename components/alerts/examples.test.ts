import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { signAlert } from "#lib/server/alerts/sign-alert.ts";
import { scrapeConfig, verifyNode, verifyPython } from "./examples.ts";

const key = Buffer.alloc(32, 9);
const secret = `whsec_${key.toString("base64")}`;
const body = '{"text":"grün ✓"}';

/** The answer of a shown program to a message; `program` prints true or false. */
function ask(command: string[], program: string, headers: Record<string, string>, text: string): string {
  const [file = "", ...args] = command;
  const input = JSON.stringify({ headers, body: text, secret });
  const run = spawnSync(file, [...args, program], { input, encoding: "utf8" });
  return run.stdout.trim().toLowerCase() || run.stderr;
}

const verifiers = {
  "Node.js": (headers: Record<string, string>, text: string) =>
    ask(
      [process.execPath, "--input-type=module", "--eval"],
      `${verifyNode}
import { readFileSync } from "node:fs";
const { headers, body, secret } = JSON.parse(readFileSync(0, "utf8"));
console.log(isOurs(headers, Buffer.from(body), secret));`,
      headers,
      text,
    ),
  Python: (headers: Record<string, string>, text: string) =>
    ask(
      ["python3", "-c"],
      `${verifyPython}
import json, sys
asked = json.load(sys.stdin)
print(is_ours(asked["headers"], asked["body"].encode(), asked["secret"]))`,
      headers,
      text,
    ),
};

describe.each(Object.entries(verifiers))("the check in %s", (_name, verify) => {
  const signed = (nowMs: number) => Object.fromEntries(signAlert({ id: "msg_1", body, key, nowMs }));

  test("takes a message of ours", () => {
    expect(verify(signed(Date.now()), body)).toBe("true");
  });

  test("takes one with a second signature, as while a secret is replaced", () => {
    const headers = signed(Date.now());
    const both = { ...headers, "webhook-signature": `v1,AAAA ${headers["webhook-signature"]}` };
    expect(verify(both, body)).toBe("true");
  });

  test("refuses another body, another id and an old message", () => {
    expect(verify(signed(Date.now()), `${body} `)).toBe("false");
    expect(verify({ ...signed(Date.now()), "webhook-id": "msg_2" }, body)).toBe("false");
    expect(verify(signed(Date.now() - 600_000), body)).toBe("false");
  });
});

test("the scraper is told of the token where there is one", () => {
  expect(scrapeConfig(3000, false)).not.toContain("authorization");
  expect(scrapeConfig(3000, true)).toMatch(/^ {4}authorization:\n {6}credentials_file: \S+\n {4}static_configs:/m);
});
