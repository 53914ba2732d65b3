import { absentValues } from "../job/attribute-values.ts";
import type { AttributeField } from "../job/attributes.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import type { Json } from "../job/job.ts";
import { exampleValues } from "./form-values.ts";

/** What is typed, other than the default; what the API gets for it; and a value of the wrong type. */
type Case<Field extends AttributeField> = { typed: JobFormValues[Field]; sent: Json; wrong: Json };

/** A case for each attribute: tests take all of them through the form, imports, snippets and the emulator. */
export const attributeCases: { [Field in AttributeField]: Case<Field> } = {
  name: { typed: "edge", sent: "edge", wrong: 7 },
  kind: { typed: "edge", sent: "edge", wrong: 7 },
  filter: {
    typed: '{"where":{"key":"ClientRequestMethod","operator":"eq","value":"GET"}}',
    sent: '{"where":{"key":"ClientRequestMethod","operator":"eq","value":"GET"}}',
    wrong: 7,
  },
  filterAttackTraffic: { typed: "on", sent: true, wrong: "yes" },
  maxUploadBytes: { typed: "6000000", sent: 6_000_000, wrong: "many" },
  maxUploadRecords: { typed: "2000", sent: 2000, wrong: "many" },
  maxUploadInterval: { typed: "60", sent: 60, wrong: "long" },
  frequency: { typed: "low", sent: "low", wrong: 7 },
  dataset: { typed: "dns_logs", sent: "dns_logs", wrong: 7 },
  enabled: { typed: true, sent: true, wrong: "yes" },
  fieldNames: { typed: ["RayID"], sent: ["RayID"], wrong: 7 },
  timestampFormat: { typed: "rfc3339ms", sent: "rfc3339ms", wrong: 7 },
  sampleRate: { typed: "0.5", sent: 0.5, wrong: "half" },
  outputType: { typed: "csv", sent: "csv", wrong: 7 },
  batchPrefix: { typed: "a\\n", sent: "a\n", wrong: 7 },
  batchSuffix: { typed: "b\\n", sent: "b\n", wrong: 7 },
  recordPrefix: { typed: "c\\t", sent: "c\t", wrong: 7 },
  recordSuffix: { typed: "d", sent: "d", wrong: 7 },
  recordDelimiter: { typed: "e", sent: "e", wrong: 7 },
  fieldDelimiter: { typed: "f", sent: "f", wrong: 7 },
  recordTemplate: { typed: "{{.RayID}}", sent: "{{.RayID}}", wrong: 7 },
  cveRedaction: { typed: true, sent: true, wrong: "yes" },
  mergeSubrequests: { typed: true, sent: true, wrong: "yes" },
};

/** A form in which every attribute has its case's value. */
export const fullValues: JobFormValues = {
  ...exampleValues(),
  ...Object.fromEntries(Object.entries(attributeCases).map(([field, { typed }]) => [field, typed])),
};

/** A form in which no attribute is set. */
export const blankValues: JobFormValues = { ...exampleValues({ query: [] }), ...absentValues };
