import type { JobFormValues } from "../job/form-schema.ts";
import type { FormatValues } from "../job/output-options.ts";

/** What an input may hold: checked before it goes anywhere. */
export type InputRule = "host" | "port" | "url" | "header-name" | "value";

export type PresetInput = {
  id: string;
  label: string;
  /** Completes "Enter ...". */
  hint: string;
  placeholder: string;
  rule: InputRule;
  isSecret?: boolean;
  /** The receiver's owner makes it up, so a random one will do. */
  canGenerate?: boolean;
  /** What the input starts with. */
  initial?: string;
  /** The values to choose from, where there are no others. */
  options?: readonly { value: string; label: string }[];
};

/** Settings of the form that a preset may decide. */
export type PresetSettings = Partial<
  FormatValues & Pick<JobFormValues, "timestampFormat" | "maxUploadBytes" | "maxUploadRecords">
>;

/**
 * A receiver whose destination is known. Texts hold `{id}` where an input goes, `{dataset}` for the job's dataset and
 * `{datasetName}` for the receiver's own name of it.
 */
export type Preset = {
  id: string;
  label: string;
  group: PresetGroup;
  purpose: string;
  /** "documented" by Cloudflare or by the receiver's maker; "observed" in what others reported. */
  certainty: "documented" | "observed";
  source: { label: string; url?: string };
  inputs: readonly PresetInput[];
  endpoint: string;
  query: readonly { kind: "header" | "param"; name: string; value: string }[];
  settings: PresetSettings;
  /** Where the timestamp format depends on the dataset. */
  timestampFormats?: Readonly<Record<string, string>>;
  datasetNames?: Readonly<Record<string, string>>;
  notes: readonly string[];
};

export const presetGroups = ["Your own receiver", "Collectors and agents", "Services"] as const;
export type PresetGroup = (typeof presetGroups)[number];
