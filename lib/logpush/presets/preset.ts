import type { JobFormValues } from "../job/form-schema.ts";
import type { FormatValues } from "../job/output-options.ts";

/** What an input can contain; checked before it is used. */
export type InputRule = "host" | "port" | "url" | "header-name" | "value";

export type PresetInput = {
  id: string;
  label: string;
  /** Completes "Enter ...". */
  hint: string;
  placeholder: string;
  rule: InputRule;
  isSecret?: boolean;
  /** The receiver's owner chooses it, so a random value works. */
  canGenerate?: boolean;
  /** The initial text of the input. */
  initial?: string;
  /** The values to choose from, if only these are valid. */
  options?: readonly { value: string; label: string }[];
};

/** Form settings that a preset can set. */
export type PresetSettings = Partial<
  FormatValues & Pick<JobFormValues, "timestampFormat" | "maxUploadBytes" | "maxUploadRecords">
>;

/**
 * A receiver whose destination is known. Texts have `{id}` for an input, `{dataset}` for the job's dataset and
 * `{datasetName}` for the receiver's own name for it.
 */
export type Preset = {
  id: string;
  label: string;
  group: PresetGroup;
  purpose: string;
  /** "documented" by Cloudflare or the receiver's vendor; "observed" in what others reported. */
  certainty: "documented" | "observed";
  source: { label: string; url?: string };
  inputs: readonly PresetInput[];
  endpoint: string;
  query: readonly { kind: "header" | "param"; name: string; value: string }[];
  settings: PresetSettings;
  /** Set if the timestamp format depends on the dataset. */
  timestampFormats?: Readonly<Record<string, string>>;
  datasetNames?: Readonly<Record<string, string>>;
  notes: readonly string[];
};

export const presetGroups = ["Your own server", "Collectors and agents", "Services"] as const;
export type PresetGroup = (typeof presetGroups)[number];
