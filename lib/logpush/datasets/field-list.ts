/** A dataset as the form offers it; `scope` decides whether the job lives under a zone or an account. */
export type DatasetOption = { id: string; label: string; scope: "zone" | "account"; requiresZeroTrustPII?: boolean };

/** A log field; `type` is the catalogue's word (`string`, `int`, `int or string` for timestamps, ...). */
export type LogField = {
  name: string;
  type: string;
  isDeprecated?: boolean;
  /** The type is a guess from the name: no page says it. */
  isTypeInferred?: boolean;
  /** Cloudflare lists it, the bundled list of this dataset does not. */
  isNew?: boolean;
};

/** The fields of a dataset: from Cloudflare ("live"), or from the bundled list when Cloudflare could not be asked. */
export type FieldList = {
  source: "live" | "catalogue";
  fields: LogField[];
  defaults: string[];
  /** The day of the bundled list (`YYYY-MM-DD`): the stand-in's age, and what "new" and "removed" are measured from. */
  asOf?: string;
  /** Names of the bundled list that Cloudflare no longer lists. */
  removed?: string[];
};
