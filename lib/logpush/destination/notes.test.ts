import { describe, expect, test } from "vitest";
import { type HttpDestination, parseHttpDestination } from "./http.ts";
import { noteDestination } from "./notes.ts";
import { isPrivateHost } from "./private-host.ts";

const auth = "header_Authorization=Basic%20abc";

function notesOf(conf: string): string[] {
  const parsed = parseHttpDestination(conf);
  if (!parsed.ok) throw new Error(parsed.error.code);
  return noteDestination(parsed.value).map(({ code, at }) => `${code} ${at}`);
}

test("an ordinary destination needs no note", () => {
  expect(notesOf(`https://h.example/in?${auth}&tags=host:theburritobot.com,dataset:http_requests`)).toEqual([]);
});

test.each([
  ["header_Content-Encoding=gzip", ["content-encoding query.1.name"]],
  ["header_User-Agent=me", ["user-agent query.1.name"]],
  ["Header_X=1", ["prefix-case query.1.name"]],
  ["HEADER_X=1", ["prefix-case query.1.name"]],
  ["a=1&a=2", ["duplicate-parameter query.2.name"]],
  ["a=1&A=2", []],
  ["&&", []],
  ["Api-Key=1", ["secret-parameter query.1.name"]],
  ["a=b+c", ["raw-plus query.1.value"]],
  ["a=b%2Bc", []],
  ["a+b=c", []],
  ["a=b;c", ["raw-semicolon query.1.value"]],
  ["a=b%3Bc", []],
  ["a=%C3%A9", ["non-ascii query.1.value"]],
  ["a=%2520", ["looks-encoded query.1.value"]],
  ["a=50%25", []],
])("%s", (query, expected) => expect(notesOf(`https://h.example?${auth}&${query}`)).toEqual(expected));

describe("a destination without any secret", () => {
  const message = "no-secret query";
  test.each([
    ["https://h.example", [message]],
    ["https://h.example?header_Content-Type=application%2Fjson&tags=a", [message]],
    ["https://h.example?header_Authorization=", [message]],
    ["https://h.example?header_X-CF-Secret=1", []],
    ["https://h.example/XyZ12aBcD34eFgH56iJkL78m", []],
  ])("%s", (conf, expected) => expect(notesOf(conf)).toEqual(expected));

  test("a parameter with a secret gets only a warning", () => {
    expect(notesOf("https://h.example?token=abc")).toEqual(["secret-parameter query.0.name"]);
  });
});

test("the fix for an encoded value is the decoded one", () => {
  const typed: HttpDestination = {
    endpoint: "https://h.example",
    query: [{ kind: "header", name: "Authorization", value: "Basic%20abc" }],
  };
  expect(noteDestination(typed)).toMatchObject([
    { code: "looks-encoded", at: "query.0.value", fix: { value: "Basic abc" } },
  ]);
});

test.each(["~", "!", "*", "(", "'", "@", "$", ";"])("the character %s in the path gets a note", (character) => {
  expect(notesOf(`https://h.example/a${character}?${auth}`)).toEqual(["path-character endpoint"]);
});

test("a path of the usual characters gets no note", () => {
  expect(notesOf(`https://h.example/a.b,c_d:e+f=g-h%20&%7B/v1?${auth}`)).toEqual([]);
});

test("every message is plain sentences", () => {
  const conf =
    "https://localhost/~?header_Content-Encoding=x&header_User-Agent=y&Header_a=%2520&token=%C3%A9+;&token=1";
  const parsed = parseHttpDestination(conf);
  const notes = parsed.ok ? [...noteDestination(parsed.value), ...noteDestination({ endpoint: "", query: [] })] : [];
  expect(new Set(notes.map(({ code }) => code)).size).toBe(12);
  for (const { message } of notes) expect(message).toMatch(/^[A-Z][^!?]*[^.]\.$/);
});

test.each([
  ["localhost", true],
  ["receiver", true],
  ["app.localhost", true],
  ["nas.local", true],
  ["db.internal", true],
  ["127.0.0.1", true],
  ["127.1", true],
  ["2130706433", true],
  ["0.0.0.0", true],
  ["10.1.2.3", true],
  ["172.16.0.1", true],
  ["172.32.0.1", false],
  ["192.168.1.1", true],
  ["169.254.169.254", true],
  ["100.64.0.1", true],
  ["100.128.0.1", false],
  ["224.0.0.1", true],
  ["8.8.8.8", false],
  ["[::1]", true],
  ["[::]", true],
  ["[fe80::1]", true],
  ["[fd00::1]", true],
  ["[::ffff:10.0.0.1]", true],
  ["[::ffff:8.8.8.8]", false],
  ["[2606:4700::1111]", false],
  ["logs.example.com", false],
  ["logs.example.com.", false],
  ["10.example.com", false],
  ["bücher.example", false],
  ["not a host", false],
])("whether %s is private: %s", (host, expected) => expect(isPrivateHost(host)).toBe(expected));
