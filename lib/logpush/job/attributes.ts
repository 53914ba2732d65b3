/**
 * The attributes of a job that have a field in the form, one row each under the field's name. To add one, see "Add an
 * attribute" in CONTRIBUTING.md. Plain data without zod, because the form's first load includes it.
 */

/** What the values of each type are in the form's state. */
const formKinds = {
  text: "text",
  dataset: "text",
  timestampFormat: "text",
  /** One of `choices`. A stored value that is not among them is kept. */
  choice: "text",
  /** JSON in a string. */
  filter: "text",
  /** A whole number, typed with units. 0 disables the limit. */
  limit: "text",
  /** A share, typed as 0.1, 10% or 1 in 10. */
  rate: "text",
  /** On or off. Absent means off. */
  flag: "flag",
  /** On, off or not set. */
  switch: "switch",
  /** Typed with the escapes of `readEscapes`. Null leaves it to the service. */
  escaped: "nullable",
  /** Typed as it is sent, because templates have their own escapes. Null leaves it to the service. */
  template: "nullable",
  list: "list",
} as const;

type FormKinds = typeof formKinds;
export type AttributeType = keyof FormKinds;

/** Tools whose types or schema may lack an attribute. */
export type Tool = "typescript" | "python" | "terraform4" | "terraform5";

export type Attribute = {
  /** The name in the API. */
  key: string;
  label: string;
  type: AttributeType;
  /** The part of the form that contains its control. */
  section: "target" | "records" | "filter" | "format" | "contents" | "batches" | "more";
  /** What the form shows if the API has no value, unless that is the empty value of the type. */
  absent?: string;
  /** What an update sends for "not set". By default null; in `output_options` the key is left out. */
  cleared?: string | number | boolean;
  /** Sent even if it has the value of `absent`. */
  isAlwaysSent?: true;
  /** Set when the job is created and never changed. */
  isFixed?: true;
  choices?: readonly string[];
  /** The tools that do not support it. */
  unknownTo?: readonly Tool[];
};

export type AttributeTable = Readonly<Record<string, Attribute>>;

/** The order within each group of the changes of a save, and of the keys of a request. */
export const jobAttributes = {
  name: { key: "name", label: "Job name", type: "text", section: "target", cleared: "" },
  kind: { key: "kind", label: "Kind", type: "choice", section: "more", choices: ["", "edge"], isFixed: true },
  filter: { key: "filter", label: "Filter", type: "filter", section: "filter", cleared: "", unknownTo: ["python"] },
  filterAttackTraffic: {
    key: "filter_attack_traffic",
    label: "Attack traffic",
    type: "switch",
    section: "more",
    unknownTo: ["python", "terraform4", "terraform5"],
  },
  maxUploadBytes: { key: "max_upload_bytes", label: "Max upload bytes", type: "limit", section: "batches" },
  maxUploadRecords: { key: "max_upload_records", label: "Max upload records", type: "limit", section: "batches" },
  maxUploadInterval: {
    key: "max_upload_interval_seconds",
    label: "Max upload interval",
    type: "limit",
    section: "batches",
  },
  /** Deprecated in favor of the upload limits. */
  frequency: { key: "frequency", label: "Frequency", type: "choice", section: "more", choices: ["high", "low"] },
  dataset: {
    key: "dataset",
    label: "Dataset",
    type: "dataset",
    section: "target",
    absent: "http_requests",
    isAlwaysSent: true,
    isFixed: true,
  },
  enabled: { key: "enabled", label: "Enabled", type: "flag", section: "target", isAlwaysSent: true },
} as const satisfies AttributeTable;

/** The same for `output_options`. */
export const outputAttributes = {
  fieldNames: { key: "field_names", label: "Fields", type: "list", section: "records" },
  timestampFormat: {
    key: "timestamp_format",
    label: "Timestamp format",
    type: "timestampFormat",
    section: "records",
    absent: "unixnano",
    isAlwaysSent: true,
  },
  sampleRate: { key: "sample_rate", label: "Sample rate", type: "rate", section: "records", absent: "1", cleared: 1 },
  outputType: {
    key: "output_type",
    label: "Output type",
    type: "choice",
    section: "format",
    choices: ["ndjson", "csv"],
    absent: "ndjson",
    cleared: "ndjson",
  },
  batchPrefix: { key: "batch_prefix", label: "Batch prefix", type: "escaped", section: "format" },
  batchSuffix: { key: "batch_suffix", label: "Batch suffix", type: "escaped", section: "format" },
  recordPrefix: { key: "record_prefix", label: "Record prefix", type: "escaped", section: "format" },
  recordSuffix: { key: "record_suffix", label: "Record suffix", type: "escaped", section: "format" },
  recordDelimiter: { key: "record_delimiter", label: "Record delimiter", type: "escaped", section: "format" },
  fieldDelimiter: { key: "field_delimiter", label: "Field delimiter", type: "escaped", section: "format" },
  recordTemplate: { key: "record_template", label: "Record template", type: "template", section: "format" },
  // When a flag is disabled it is sent by name, because a reader may know it.
  cveRedaction: { key: "CVE-2021-44228", label: "CVE-2021-44228", type: "flag", section: "contents", cleared: false },
  mergeSubrequests: {
    key: "merge_subrequests",
    label: "Merge subrequests",
    type: "flag",
    section: "contents",
    cleared: false,
    unknownTo: ["terraform4"],
  },
} as const satisfies AttributeTable;

const rows = { ...jobAttributes, ...outputAttributes };
type Rows = typeof rows;
export type AttributeField = keyof Rows;
type JobField = keyof typeof jobAttributes;
export type OutputField = keyof typeof outputAttributes;

/** The rows by field, for code that works on any row. */
export const attributes: Readonly<Record<AttributeField, Attribute>> = rows;

/** The fields whose rows hold `Part`, such as `{ section: "more" }`. */
export type FieldWith<Part> = { [F in AttributeField]: Rows[F] extends Part ? F : never }[AttributeField];

/** The fields whose values in the form's state are `Kind`. */
export type FieldIn<Kind extends FormKinds[AttributeType]> = {
  [F in AttributeField]: FormKinds[Rows[F]["type"]] extends Kind ? F : never;
}[AttributeField];

function isJobField(field: AttributeField): field is JobField {
  return Object.hasOwn(jobAttributes, field);
}

export function isOutputField(field: AttributeField): field is OutputField {
  return Object.hasOwn(outputAttributes, field);
}

export function isAttributeField(field: string): field is AttributeField {
  return Object.hasOwn(attributes, field);
}

export const attributeFields = Object.keys(attributes).filter(isAttributeField);
export const outputFields = attributeFields.filter(isOutputField);
export const jobFields = attributeFields.filter(isJobField);

export function fieldsWith<const Part extends Partial<Attribute>>(part: Part): FieldWith<Part>[] {
  const entries = Object.entries(part);
  return attributeFields.filter((field): field is FieldWith<Part> =>
    entries.every(([property, value]) => Reflect.get(attributes[field], property) === value),
  );
}

export function fieldsIn<Kind extends FormKinds[AttributeType]>(kind: Kind): FieldIn<Kind>[] {
  return attributeFields.filter((field): field is FieldIn<Kind> => formKinds[attributes[field].type] === kind);
}

/** A record that has a value for each of the keys. */
export function recordOf<Key extends string, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Record<Key, Value>;
export function recordOf<Value>(keys: readonly string[], make: (key: string) => Value): Record<string, Value> {
  return Object.fromEntries(keys.map((key) => [key, make(key)]));
}
