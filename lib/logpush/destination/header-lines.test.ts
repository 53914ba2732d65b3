import { expect, test } from "vitest";
import { parseHeaderLines } from "./header-lines.ts";

const one = [{ name: "X-A", value: "1 2" }];
const two = [...one, { name: "X-B", value: "a:b" }];

test.each([
  ["one line", "X-A: 1 2", one],
  ["no space after the colon", "X-A:1 2", one],
  ["two lines", "X-A: 1 2\nX-B: a:b", two],
  ["Windows line ends and blank lines", "\r\nX-A: 1 2\r\n\r\n  X-B:  a:b  \r\n", two],
  ["curl in single quotes", "-H 'X-A: 1 2' \\\n  -H 'X-B: a:b'", two],
  ["curl in double quotes", '-H "X-A: 1 2"', one],
  ["curl's long option", "--header 'X-A: 1 2'", one],
  ["the long option with =", "--header='X-A: 1 2'", one],
  ["two options on a line", "-H 'X-A: 1 2' -H 'X-B: a:b'", two],
  ["a bare word", "-H X-B:a:b", [{ name: "X-B", value: "a:b" }]],
  ["a quote inside single quotes", "-H 'X-A: it'\\''s'", [{ name: "X-A", value: "it's" }]],
  ["a quote inside double quotes", '-H "X-A: \\"1\\" \\$x"', [{ name: "X-A", value: '"1" $x' }]],
  ["an empty value", "X-A:", [{ name: "X-A", value: "" }]],
  ["both styles", "X-A: 1 2\n-H 'X-B: a:b'", two],
])("%s", (_title, text, expected) => expect(parseHeaderLines(text)).toEqual(expected));

test.each([
  ["nothing", ""],
  ["blank lines", "\n \n"],
  ["a word", "Authorization"],
  ["an address", "https://logs.example.com/in"],
  ["one bad line among good ones", "X-A: 1\nhello"],
  ["a request line", "POST /in HTTP/1.1\nX-A: 1"],
  ["a name with a space", "X A: 1"],
  ["JSON", '{"a": 1}'],
  ["a whole curl command", "curl -H 'X-A: 1' https://h.example"],
  ["other options beside", "-H 'X-A: 1' -X POST"],
  ["an open quote", "-H 'X-A: 1"],
])("%s is not a list of headers", (_title, text) => expect(parseHeaderLines(text)).toBeUndefined());
