import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { findEndpointPlaceholders, findPlaceholders } from "./placeholder-text.ts";

/** Templates are written with `@{` here, because the linter reports `${` in a plain string. */
const real = (text: string) => text.replaceAll("@{", "$".concat("{"));

describe("placeholders that documentation prints in place of a value", () => {
  test.each([
    "<YOUR_INTAKE_KEY>",
    "<your-api-key>",
    "<API KEY>",
    "<token>",
    "<SPLUNK_AUTH_TOKEN>",
    "Bearer <TOKEN>",
    "Bearer $(cat token.txt)",
    "#{token}",
    "%(token)s",
    "((splunk_token))",
    "@TOKEN@",
    "$TOKEN$",
    "Bearer undefined",
    "[object Object]",
    "Bearer var.token",
    "process.env.TOKEN",
    "os.environ['TOKEN']",
    "Basic <base64-encoded credentials>",
    "{api_key}",
    "{API_KEY}",
    "Bearer {token}",
    "{{ token }}",
    "{{token}}",
    "{{ .Values.token }}",
    "@{TOKEN}",
    "@{var.token}",
    "@{{ secrets.TOKEN }}",
    "$TOKEN",
    "Bearer $API_KEY",
    "$api_key",
    "$env:API_KEY",
    "%TOKEN%",
    "%API_KEY%",
    "[YOUR TOKEN]",
    "[API_KEY]",
    "YOUR_API_KEY",
    "your-api-key",
    "Your API key",
    "YourApiKey",
    "sk-YOUR_API_KEY",
    "Bearer YOUR_TOKEN",
    "API_KEY",
    "SPLUNK-HEC-TOKEN",
    "INSERT_KEY_HERE",
    "insert-your-token-here",
    "REPLACE_ME",
    "changeme",
    "change-me",
    "my-secret-token",
    "xxxx",
    "XXXXXXXX",
    "Bearer xxxxx",
    "xoxb-xxxxxxxx",
    "XXXXXXXX-XXXX-XXXX-XXXX-XXXXXXXXXXXX",
    "********",
    "Bearer ********",
    "eyJhbGciOi...",
    "__TOKEN__",
    "(sensitive value)",
    "(known after apply)",
  ])("%s", (text) => expect(findPlaceholders(real(text), { isSecret: true })).toHaveLength(1));

  test("is reported as written", () => {
    expect(findPlaceholders("Bearer <YOUR_TOKEN>", { isSecret: true })).toEqual(["<YOUR_TOKEN>"]);
    expect(findPlaceholders(real("a@{B}c"), { isSecret: true })).toEqual([real("@{B}")]);
    expect(findPlaceholders("Bearer API_KEY", { isSecret: true })).toEqual(["API_KEY"]);
  });

  test.each([
    "https://<YOUR_HOST>/in",
    "https://logs.example.com/{token}/in",
    "https://logs.example.com/$TOKEN",
    "https://YOUR_ENDPOINT.example.com/in",
    "https://hooks.example.com/services/T000/B000/XXXXXXXXXXXXXXXX",
  ])("in an endpoint: %s", (endpoint) => expect(findEndpointPlaceholders(endpoint)).toHaveLength(1));
});

describe("values that are real", () => {
  test.each([
    "Basic REDACTED",
    "a$(bc)d",
    "pa#{ss}",
    "user@example.com",
    "((a))b",
    "variable.name",
    "host:theburritobot.com,dataset:http_requests",
    "application/json",
    "dXNlcjpwYXNz",
    "Bearer abc123",
    "Splunk 6a5b4c3d-2e1f-4a5b-8c9d-0e1f2a3b4c5d",
    "my-app",
    "my-service",
    "prod",
    "env:prod,team:x",
    "{DATE}",
    "$5",
    "a$b",
    "$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy",
    "$apr1$H6uskkkW$IgXLP6ewTrSuBkTrqE8wj/",
    "<134>1",
    "a<b>c",
    "100%",
    "[::1]",
    "[1,2,3]",
    '{"a":1}',
    "secret",
    "true",
    "C:\\logs",
    "X",
    "xx",
    "exxon",
    "ABC",
    "us-east-1",
    "v1.0.0",
    "2026-01-01T00:00:00Z",
    "",
  ])("%s", (text) => expect(findPlaceholders(text, { isSecret: true })).toEqual([]));

  test("a name in capitals is a setting if the parameter is not a secret", () => {
    expect(findPlaceholders("API_KEY", { isSecret: false })).toEqual([]);
  });

  test.each([
    "https://logs.example.com/in",
    "https://your-logs.example.com/v1",
    "https://h.example/{DATE}/x",
    "https://[::1]/a",
  ])("an endpoint: %s", (endpoint) => expect(findEndpointPlaceholders(endpoint)).toEqual([]));

  const alphabet = (letters: string, minLength: number, maxLength: number) =>
    fc.string({ unit: fc.constantFrom(...letters), minLength, maxLength });
  const letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
  const base64url = alphabet(`${letters}-_`, 16, 60);
  const secrets = fc.oneof(
    alphabet(`${letters}+/`, 16, 88).map((text) => `${text}==`),
    base64url,
    fc.tuple(base64url, base64url, base64url).map((parts) => `eyJ${parts.join(".")}`),
    alphabet("0123456789abcdef", 16, 64),
    alphabet("0123456789ABCDEF", 16, 64),
    alphabet("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", 16, 40),
    fc.uuid(),
    fc
      .tuple(fc.constantFrom("sk-", "ghp_", "xoxb-", "dd_", "glc_", "NRAK-"), alphabet(letters, 20, 40))
      .map((parts) => parts.join("")),
    alphabet(`${letters}!#%&*+-=?@^_~.,:;`, 16, 40),
  );

  test("random secrets are never read as placeholders", () => {
    fc.assert(
      fc.property(secrets, fc.constantFrom("", "Bearer ", "Basic ", "Splunk ", "Token "), (secret, scheme) => {
        // A run of one character is a placeholder and does not occur in a random secret.
        fc.pre(!/(.)\1{3}/.test(secret));
        expect(findPlaceholders(scheme + secret, { isSecret: true })).toEqual([]);
      }),
      { numRuns: 3000 },
    );
  });
});

test("any text is read, in linear time", () => {
  fc.assert(
    fc.property(fc.string({ unit: "binary", maxLength: 200 }), (text) => {
      expect(Array.isArray(findPlaceholders(text, { isSecret: true }))).toBe(true);
      expect(Array.isArray(findEndpointPlaceholders(text))).toBe(true);
    }),
  );
  for (const sign of ["<", "{", "[", "$", "%", "_", "x", "your-", "A_", "__a"]) {
    const start = performance.now();
    findPlaceholders(sign.repeat(4000), { isSecret: true });
    expect(performance.now() - start).toBeLessThan(1000);
  }
});

test("a placeholder that is also the beginning of another is found too", () => {
  expect(findPlaceholders("$KEY,$KEY_ID", { isSecret: false })).toEqual(["$KEY", "$KEY_ID"]);
  expect(findPlaceholders("$KEY_ID", { isSecret: false })).toEqual(["$KEY_ID"]);
  expect(findPlaceholders("\u0024{TOKEN}", { isSecret: false })).toEqual(["\u0024{TOKEN}"]);
});
