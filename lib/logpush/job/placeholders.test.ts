import { expect, test } from "vitest";
import { mask } from "../destination/looks-random.ts";
import { exampleValues, header, param } from "../testing/form-values.ts";
import { checkJobForm } from "./check-form.ts";
import { withPlaceholders } from "./placeholders.ts";

test("a complete form stays as it is", () => {
  const values = exampleValues({ name: "", query: [param("a", ""), { ...param("", ""), raw: "" }] });
  expect(withPlaceholders(values)).toEqual({ values, missing: [] });
});

test("missing values are filled and named once", () => {
  const query = [header("", ""), header("A", " "), param("", "x")];
  const empty = exampleValues({ scope: "", dataset: "", endpoint: "https://", query, fieldNames: [], name: "" });
  const { values, missing } = withPlaceholders(empty);
  expect(missing).toEqual([
    "Zone or account",
    "Dataset",
    "Endpoint URL",
    "Header name",
    "Header value",
    "Parameter name",
    "Fields",
  ]);
  expect(values).toMatchObject({
    endpoint: "https://ENDPOINT_HOST/PATH",
    query: [header("HEADER-NAME", "HEADER_VALUE"), header("A", "HEADER_VALUE"), param("PARAMETER_NAME", "x")],
    fieldNames: ["FIELD_NAME"],
    name: "",
  });
});

test("a destination of placeholders can be parsed", () => {
  const { values } = withPlaceholders(exampleValues({ endpoint: "", query: [header("", ""), param("", "")] }));
  expect(checkJobForm(values)).toEqual([]);
});

test("kept values are not missing", () => {
  const query = [{ ...header("A", ""), saved: 0 }];
  const kept = exampleValues({ isEndpointKept: true, endpoint: `https://h.example/${mask}`, query });
  expect(withPlaceholders(kept)).toEqual({ values: kept, missing: [] });
  const whole = exampleValues({ destinationMode: "keep", endpoint: "", query: [] });
  expect(withPlaceholders(whole)).toEqual({ values: whole, missing: [] });
});

test("a row that is not sent has nothing missing", () => {
  const values = exampleValues({ query: [{ ...header("", ""), isOff: true }] });
  expect(withPlaceholders(values)).toEqual({ values, missing: [] });
});
