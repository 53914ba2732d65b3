/**
 * The attributes of a job that have a field in the form, one row each under the field's name. To add one, see "Add an
 * attribute" in CONTRIBUTING.md. Plain data without zod, because the form's first load includes it.
 */

/** What the values of a type are in the form's state, and in the API's JSON. */
export const attributeTypes = {
  text: { form: "text", wire: "string" },
  dataset: { form: "text", wire: "string" },
  timestampFormat: { form: "text", wire: "string" },
  /** One of `choices`. A stored value that is not among them is kept. */
  choice: { form: "text", wire: "string" },
  /** JSON in a string. */
  filter: { form: "text", wire: "string" },
  /** A whole number, typed with units. 0 switches the limit off. */
  limit: { form: "text", wire: "number" },
  /** A share, typed as 0.1, 10% or 1 in 10. */
  rate: { form: "text", wire: "number" },
  /** On or off, where absent is off. */
  flag: { form: "flag", wire: "boolean" },
  /** On, off or not set. */
  switch: { form: "switch", wire: "boolean" },
  /** Typed with the escapes of `readEscapes`. Null leaves it to the service. */
  escaped: { form: "nullable", wire: "string" },
  /** Typed as it is sent, because templates have their own escapes. Null leaves it to the service. */
  template: { form: "nullable", wire: "string" },
  list: { form: "list", wire: "strings" },
} as const;

type Types = typeof attributeTypes;
export type AttributeType = keyof Types;

/** Tools whose types or schema may lack an attribute. */
export type Tool = "typescript" | "python" | "terraform4" | "terraform5";

export type Attribute = {
  /** The name in the API. */
  key: string;
  label: string;
  type: AttributeType;
  /** The part of the form that has its control. */
  section: "target" | "records" | "filter" | "format" | "contents" | "batches" | "more";
  /** What the form shows where the API has nothing, if that is not the empty value of the type. */
  absent?: string;
  /** What an update sends for "not set". Otherwise null, and of `output_options` the key is left out. */
  cleared?: string | number | boolean;
  /** Sent even while it has the value of `absent`. */
  isAlwaysSent?: true;
  /** Set when the job is created and never changed. */
  isFixed?: true;
  choices?: readonly string[];
  /** The tools that do not take it. */
  unknownTo?: readonly Tool[];
};

type Table = Readonly<Record<string, Attribute>>;

/** In the order in which a save lists its changes and a request its keys. */
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
  /** Deprecated by the upload limits. */
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
} as const satisfies Table;

/** The same of `output_options`. */
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
  // A flag that was set is named when it is switched off, since a reader may know it.
  cveRedaction: { key: "CVE-2021-44228", label: "CVE-2021-44228", type: "flag", section: "contents", cleared: false },
  mergeSubrequests: {
    key: "merge_subrequests",
    label: "Merge subrequests",
    type: "flag",
    section: "contents",
    cleared: false,
    unknownTo: ["terraform4"],
  },
} as const satisfies Table;

const rows = { ...jobAttributes, ...outputAttributes };
type Rows = typeof rows;
export type AttributeField = keyof Rows;
type JobField = keyof typeof jobAttributes;
export type OutputField = keyof typeof outputAttributes;

/** The rows by field, where it does not matter which row it is. */
export const attributes: Readonly<Record<AttributeField, Attribute>> = rows;

/** The fields whose rows hold `Part`, such as `{ section: "more" }`. */
export type FieldWith<Part> = { [F in AttributeField]: Rows[F] extends Part ? F : never }[AttributeField];

type Form = Types[AttributeType]["form"];
/** The fields whose values in the form's state are `Kind`. */
export type FieldIn<Kind extends Form> = {
  [F in AttributeField]: Types[Rows[F]["type"]]["form"] extends Kind ? F : never;
}[AttributeField];

type Wire = Types[AttributeType]["wire"];
/** The keys of a table whose values in the API's JSON are `Kind`. */
type KeyIn<Of extends Table, Kind extends Wire> = Extract<
  { [F in keyof Of]: Types[Of[F]["type"]]["wire"] extends Kind ? Of[F]["key"] : never }[keyof Of],
  string
>;

export function isOutputField(field: AttributeField): field is OutputField {
  return Object.hasOwn(outputAttributes, field);
}

export function isAttributeField(field: string): field is AttributeField {
  return Object.hasOwn(attributes, field);
}

export const jobFields = Object.keys(jobAttributes).filter((field): field is JobField => isAttributeField(field));
export const outputFields = Object.keys(outputAttributes).filter((field): field is OutputField =>
  isAttributeField(field),
);
export const attributeFields: readonly AttributeField[] = [...jobFields, ...outputFields];

export function fieldsWith<const Part extends Partial<Attribute>>(part: Part): FieldWith<Part>[] {
  const entries = Object.entries(part);
  return attributeFields.filter((field): field is FieldWith<Part> =>
    entries.every(([property, value]) => Reflect.get(attributes[field], property) === value),
  );
}

export function fieldsIn<Kind extends Form>(kind: Kind): FieldIn<Kind>[] {
  return attributeFields.filter(
    (field): field is FieldIn<Kind> => attributeTypes[attributes[field].type].form === kind,
  );
}

export function keysIn<Of extends Table, Kind extends Wire>(table: Of, kind: Kind): KeyIn<Of, Kind>[] {
  return Object.values(table)
    .filter(({ type }) => attributeTypes[type].wire === kind)
    .map(({ key }) => key)
    .filter((key): key is KeyIn<Of, Kind> => true);
}

/** The keys of the attributes of these types. */
export function keysOfTypes(types: readonly AttributeType[]): ReadonlySet<string> {
  return new Set(
    attributeFields.map((field) => attributes[field]).flatMap(({ key, type }) => (types.includes(type) ? [key] : [])),
  );
}

/** The keys that `tool` takes, of a table. */
export function keysKnownTo(tool: Tool, table: Table): string[] {
  return Object.values(table).flatMap(({ key, unknownTo = [] }) => (unknownTo.includes(tool) ? [] : [key]));
}

/** A record that has a value for each of the keys. */
export function recordOf<Key extends string, Value>(
  keys: readonly Key[],
  make: (key: Key) => Value,
): Record<Key, Value>;
export function recordOf<Value>(keys: readonly string[], make: (key: string) => Value): Record<string, Value> {
  return Object.fromEntries(keys.map((key) => [key, make(key)]));
}
