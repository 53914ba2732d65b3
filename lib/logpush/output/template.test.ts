import { describe, expect, test } from "vitest";
import { parseTemplate, type TemplatePart, unselectedFields } from "./template.ts";

const field = (name: string): TemplatePart => ({ field: name });
const text = (content: string): TemplatePart => ({ text: content });

describe("what a template can contain", () => {
  test.each<[string, TemplatePart[]]>([
    ["", []],
    ["plain, with } and }} and {", [text("plain, with } and }} and {")]],
    ["{{.RayID}}", [field("RayID")]],
    ["{{ .RayID }}", [field("RayID")]],
    ["{{\n\t.RayID\r\n}}", [field("RayID")]],
    ["a{{.A}}{{.B_2}}c", [text("a"), field("A"), field("B_2"), text("c")]],
    ['{{ "constant text" }}', [text("constant text")]],
    ['{{"a\\"b\\\\c\\n\\t\\u00e9\\x41\\101\\U0001F600\\a\\v"}}', [text('a"b\\c\n\té\x41A😀\x07\v')]],
    ['{{"}}"}}', [text("}}")]],
    ["{{`{{raw \\n}}`}}", [text("{{raw \\n}}")]],
    ["{{`a\r\nb`}}", [text("a\nb")]],
    ["a{{/* dropped }} \n* */}}b", [text("a"), text("b")]],
    ["{{/***/}}", []],
  ])("%j", (template, parts) => {
    expect(parseTemplate(template)).toEqual({ ok: true, value: parts });
  });
});

describe("invalid parts are reported with their position", () => {
  test.each<[string, string, number, number]>([
    ["{{.A", "E_TEMPLATE_UNCLOSED", 1, 1],
    ['"a":{{', "E_TEMPLATE_UNCLOSED", 1, 5],
    ["{{if .A}}", "E_TEMPLATE_ACTION", 1, 1],
    ["ok\nok {{ range .A }}", "E_TEMPLATE_ACTION", 2, 4],
    ["{{.A}}{{.B | len}}", "E_TEMPLATE_ACTION", 1, 7],
    ["{{.A.B}}", "E_TEMPLATE_ACTION", 1, 1],
    ["{{.}}", "E_TEMPLATE_ACTION", 1, 1],
    ["{{}}", "E_TEMPLATE_ACTION", 1, 1],
    ["{{$x}}", "E_TEMPLATE_ACTION", 1, 1],
    ["{{5}}", "E_TEMPLATE_ACTION", 1, 1],
    ['{{"a" "b"}}', "E_TEMPLATE_ACTION", 1, 1],
    ['{{"a\nb"}}', "E_TEMPLATE_ACTION", 1, 1],
    ["{{{.A}}", "E_TEMPLATE_ACTION", 1, 1],
    ["{{\u00a0.A}}", "E_TEMPLATE_ACTION", 1, 1],
    ["{{RayID}}", "E_TEMPLATE_DOT", 1, 1],
    ["{{ RayID }}", "E_TEMPLATE_DOT", 1, 1],
    ["{{- .A -}}", "E_TEMPLATE_TRIM", 1, 1],
    ["{{.A -}}", "E_TEMPLATE_TRIM", 1, 1],
    ["{{/* open", "E_TEMPLATE_COMMENT", 1, 1],
    ["{{ /* a */ }}", "E_TEMPLATE_COMMENT", 1, 1],
    ["{{/* a */ b */}}", "E_TEMPLATE_COMMENT", 1, 1],
    ['{{"\\q"}}', "E_TEMPLATE_STRING", 1, 1],
    ['{{"\\xff"}}', "E_TEMPLATE_STRING", 1, 1],
    ['{{"\\ud800"}}', "E_TEMPLATE_STRING", 1, 1],
    ['{{"\\U00110000"}}', "E_TEMPLATE_STRING", 1, 1],
  ])("%j: %s", (template, code, line, column) => {
    const parsed = parseTemplate(template);
    expect(parsed).toMatchObject({ ok: false, error: { code, at: "recordTemplate" } });
    expect(parsed.ok ? "" : parsed.error.message).toContain(`line ${line}, column ${column}`);
  });

  test("the error for a field without its dot shows the right form, and a long action is truncated", () => {
    expect(parseTemplate("{{ RayID }}")).toMatchObject({ error: { nextStep: "Write {{.RayID}}." } });
    expect(parseTemplate(`{{if ${"x".repeat(100)}}}`)).toMatchObject({
      error: { message: `{{if ${"x".repeat(35)}… at line 1, column 1 is not allowed in a record template.` },
    });
  });
});

test("fields that a template uses and a job does not name are found once each", () => {
  expect(unselectedFields("{{.A}}{{.B}}{{.B}}{{.C}}", ["A"])).toEqual(["B", "C"]);
  expect(unselectedFields("{{.A}}", ["A"])).toEqual([]);
  expect(unselectedFields("{{.A}}{{if}}", [])).toEqual([]);
});
