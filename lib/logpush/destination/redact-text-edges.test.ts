import { describe, expect, test } from "vitest";
import { mask } from "./looks-random.ts";
import { createRedactor, createSecretRedactor, redactText } from "./redact-text.ts";

const longest = 16_384;

describe("the length of a text", () => {
  const conf = "https://h.example?header_A=secret-value";
  test("up to 16 kB it stays whole, a longer one is cut with a sign", () => {
    expect(redactText("a".repeat(longest), conf)).toBe("a".repeat(longest));
    expect(redactText("a".repeat(longest + 1), conf)).toBe(`${"a".repeat(longest)}…`);
  });
});

describe("a part of a secret", () => {
  const hide = createSecretRedactor("abcdefgh12");

  test.each([
    ["abcdefgh12", mask],
    ["ABCDEFGH12", mask],
    ["x abcdefgh y", `x ${mask} y`],
    ["bcdefgh12", mask],
    ["abcdefg", "abcdefg"],
    ["bcdefg and cdefgh", "bcdefg and cdefgh"],
    ["ends with abcdefgh", `ends with ${mask}`],
    ["21hgfedcba", mask],
    ["ends with defgh12", "ends with defgh12"],
    ["nothing", "nothing"],
    ["", ""],
  ])("%s", (text, shown) => expect(hide(text)).toBe(shown));

  test("of six bytes is masked where its escapes make it longer", () => {
    expect(hide("%61bcde%66")).toBe(mask);
    expect(hide("bcde%66g")).toBe(mask);
    expect(hide("abcde")).toBe("abcde");
    expect(hide("%65fgh1%32")).toBe(mask);
    expect(hide("%2E%2E%2E%2E%2E%2E")).toBe("%2E%2E%2E%2E%2E%2E");
    expect(createSecretRedactor("abcdef1")("%61%62cdef")).toBe("%61%62cdef");
    expect(createSecretRedactor("abcdefg1")("%61bcde%66")).toBe(mask);
  });
});

describe("short secrets", () => {
  test.each([
    ["ab12", "sent ab12 here", `sent ${mask} here`],
    ["ab12", "sent xab12 here", "sent xab12 here"],
    ["abcd", "sent abcd here", "sent abcd here"],
    ["a1", "sent a1 here", "sent a1 here"],
    ["ab12c", "key=ab12c;", `key=${mask};`],
  ])("%s in %s", (secret, text, shown) => expect(createSecretRedactor(secret)(text)).toBe(shown));
});

describe("what counts as a secret of a destination", () => {
  const token = "k3yk3yk3yk3yk3yk3yk3y";
  const shown = (conf: string, text: string) => createRedactor(conf)(text);

  test.each([
    ["a parameter without a value", "https://h.example?k3yk3yk3yk3y", "got k3yk3yk3yk3y", `got ${mask}`],
    ["one whose padding was read as the =", "https://h.example?dXNlcjpwYXNz==", "got dXNlcjpwYXNz==", `got ${mask}`],
    ["a name with a value inside", "https://h.example?header_A%3Ahunter22222=x", "got hunter22222", `got ${mask}`],
    ["a password before the host", "https://me:hunter22222@h.example", "got hunter22222", `got ${mask}`],
    ["a user before the host", "https://hunter22222:x@h.example", "got hunter22222", `got ${mask}`],
    ["a port that is not a number", "https://h.example:hunter22222/x", "got hunter22222", `got ${mask}`],
    ["no ordinary port", "https://h.example:8443/x", "port 8443", "port 8443"],
    ["a value after a fragment", "https://h.example#header_A=hunter22222", "got hunter22222", `got ${mask}`],
    ["one of several words of a credential", "https://h.example?header_A=one%20%20hunter22222", "hunter22222", mask],
    [
      "a random piece of an ordinary parameter",
      "https://h.example?tags=env:Zk9xQ2vT7bLw4RpY8sNd",
      "Zk9xQ2vT7bLw",
      mask,
    ],
    ["an ordinary piece as a part", "https://h.example?tags=environment:production", "production", "production"],
    ["an ordinary value as a whole", "https://h.example?tags=environment:production", "environment:production", mask],
    ["a label of the host that looks random", "https://Zk9xQ2vT7bLw4RpY8sNd.h.example", "zk9xq2vt7blw4rpy8snd", mask],
    [
      "an ordinary host",
      "https://receiver.example/in",
      "dial receiver.example: refused",
      "dial receiver.example: refused",
    ],
    ["a word without a value, in part", "https://h.example?correcthorse", "correctho", mask],
    ["a word that ends in padding, in part", "https://h.example?correcthorse=", "correctho", mask],
    ["a word after an = without a name", "https://h.example?=correcthorse", "correctho", "correctho"],
    ["a value after a name that is a secret", `https://h.example?${token}=correcthorse`, "correctho", "correctho"],
    ["a name that is a secret", `https://h.example?${token}=correcthorse`, token, mask],
    ["a second ? in the query", "https://h.example?a=1?token=hunter22222", "hunter22222", mask],
    ["the whole destination in base64", "https://h.example/in", btoa("https://h.example/in").slice(0, -4), mask],
    ["a destination of 8 bytes in hexadecimal", "s3://b/c", "73333a2f2f622f63", mask],
    ["a shorter one, which many texts hold", "s3://ab", "73333a2f2f6162", "73333a2f2f6162"],
    ["a bucket's name", "s3://my-bucket/logs", "no my-bucket", "no my-bucket"],
  ])("%s", (_title, conf, text, expected) => expect(shown(conf, text)).toBe(expected));

  test("user and password of a Basic header, also apart and encoded for URLs", () => {
    const conf = `https://h.example?header_Authorization=Basic%20${btoa("some-user:hunter22222").replace(/=+$/, "")}`;
    expect(shown(conf, "user some-user, password hunter22222")).toBe(`user ${mask}, password ${mask}`);
    const url = btoa("\xfb\xff-user-name:hunter22222").replaceAll("+", "-").replaceAll("/", "_");
    expect(shown(`https://h.example?header_Authorization=Basic%20${url}`, "hunter22222")).toBe(mask);
    expect(shown(`https://h.example?header_Authorization=Basic%20%20${url}%20`, "hunter22222")).toBe(mask);
  });

  test("a Basic header that is not base64 breaks nothing", () => {
    expect(shown("https://h.example?header_Authorization=Basic%20a", "some text")).toBe("some text");
    expect(shown("https://h.example?header_Authorization=not%20Basic%20c29tZS11c2VyOmh1bnRlcg", "some-user")).toBe(
      "some-user",
    );
  });

  test("several hidden parts, at both ends too", () => {
    const conf = "https://h.example?header_A=hunter22222";
    expect(shown(conf, "hunter22222 then hunter22222")).toBe(`${mask} then ${mask}`);
    expect(shown(conf, "hunter22222")).toBe(mask);
  });
});
