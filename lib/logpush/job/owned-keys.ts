import type { LabelledField } from "./labels.ts";

/** The attributes of a job that a field of the form writes. */
export const fieldOfKey: Readonly<Record<string, LabelledField>> = {
  dataset: "dataset",
  name: "name",
  destination_conf: "destinationString",
  enabled: "enabled",
  logpull_options: "fieldNames",
  filter: "filter",
  filter_attack_traffic: "filterAttackTraffic",
  frequency: "frequency",
  kind: "kind",
  max_upload_bytes: "maxUploadBytes",
  max_upload_records: "maxUploadRecords",
  max_upload_interval_seconds: "maxUploadInterval",
};

/** The same of `output_options`. */
export const fieldOfOutputKey: Readonly<Record<string, LabelledField>> = {
  field_names: "fieldNames",
  timestamp_format: "timestampFormat",
  sample_rate: "sampleRate",
  output_type: "outputType",
  batch_prefix: "batchPrefix",
  batch_suffix: "batchSuffix",
  record_prefix: "recordPrefix",
  record_suffix: "recordSuffix",
  record_delimiter: "recordDelimiter",
  field_delimiter: "fieldDelimiter",
  record_template: "recordTemplate",
  "CVE-2021-44228": "cveRedaction",
  merge_subrequests: "mergeSubrequests",
};

/** Attributes that Cloudflare writes. */
export const readOnlyKeys: readonly string[] = ["id", "last_complete", "last_error", "error_message"];
