/** A dataset in the form's menu. `scope` decides whether the job belongs to a zone or an account. */
export type DatasetOption = { id: string; label: string; scope: "zone" | "account"; requiresZeroTrustPII?: boolean };

/** A log field. `type` is the catalogue's word (`string`, `int`, `int or string` for timestamps, ...). */
export type LogField = {
  name: string;
  type: string;
  isDeprecated?: boolean;
  /** The type is inferred from the name, because it is not documented. */
  isTypeInferred?: boolean;
  /** Cloudflare lists the field, but the bundled list does not. */
  isNew?: boolean;
};

/** The fields of a dataset: from Cloudflare ("live"), or from the bundled list if Cloudflare did not answer. */
export type FieldList = {
  source: "live" | "catalogue";
  fields: LogField[];
  defaults: string[];
  /** The date of the bundled list (`YYYY-MM-DD`), which "new" and "removed" refer to. */
  asOf?: string;
  /** Names in the bundled list that Cloudflare no longer lists. */
  removed?: string[];
  /** The API has not been asked so far: the bundled list is used until a page asks. */
  isUnread?: true;
};
