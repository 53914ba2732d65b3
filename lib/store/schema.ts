import type { Generated } from "kysely";

// The tables, as both databases have them. Times are milliseconds since 1970, flags are 0 or 1, JSON is text.

export type StoreKind = "sqlite" | "postgres";

export type Flag = 0 | 1;

/** Facts about the store itself. */
export type MetaTable = { name: string; value: string };

export type SessionTable = {
  /** Digest of the id in the cookie. */
  id: string;
  /** What the session depends on: another password or sign-in method makes it void. */
  realm: string;
  /** JSON. */
  caller: string;
  started_at: number;
  used_at: number;
};

export type SignInAttemptTable = { id: Generated<number>; bucket: string; at: number };

/** `id` is a digest of the key in the link, `owner` the server that printed it. */
export type OneTimeLinkTable = { id: string; owner: string; until: number };

/** One holder at a time. `fence` grows with each change of the holder. */
export type LeaseTable = { name: string; holder: string; until: number; fence: number };

/** What the API counts together, as `call_slot` does. A server locks this row before it takes calls. */
export type CredentialTable = {
  /** Keyed digest. */
  credential: string;
  kind: string;
  /** Why no call may be sent. Null: there is no pause. It ends with an answer to the one call after it, the probe. */
  pause: string | null;
  paused_until: number;
  /** Until when other calls wait for the probe. */
  probe_until: number;
  /** How many pauses in a row an answer asked for. */
  pauses: number;
  touched: number;
};

/** How many calls were granted in the 30 seconds of a slot. */
export type CallSlotTable = { credential: string; kind: string; slot: number; used: number };

/** An entry of the audit log, as the JSON that its mac covers. There is a chain for each zone and account. */
export type AuditTable = { chain: string; n: number; at: number; entry: string; mac: string };

/** The last entry of a chain. The row that a writer locks. */
export type ChainHeadTable = { chain: string; n: number; mac: string };

/**
 * Changes whose outcome is not in the audit log yet. The owner, a process, extends `until` while it works on one; it is
 * empty while nobody does.
 */
export type OpenIntentTable = { id: string; chain: string; n: number; owner: string; until: number };

export type JobNoteTable = {
  job_key: string;
  saved_at: number | null;
  enabled_at: number | null;
  stale_after_min: number | null;
  changed_at: number;
};

/** What the alerts know about a job, as JSON. */
export type AlertStateTable = { realm: string; job_key: string; state: string };

/** An event that was reported or that nobody wanted: it is never reported again. */
export type AlertEventTable = { realm: string; id: string; at: number };

/** A message to a channel: at most one about each event. */
export type AlertOutboxTable = {
  realm: string;
  /** Of the event. */
  id: string;
  /** The id of the channel; `environment` for the one that the environment sets. */
  channel: string;
  /** What the channel was called then: it may be deleted. */
  channel_name: string;
  /** Empty for messages of earlier versions, `test` for tests. */
  kind: string;
  job_key: string;
  /** The JSON that webhooks get; what other channels get is made of it. */
  body: string;
  /** The attempts that have begun. */
  tries: number;
  /** Null when nothing is left to do. While an attempt runs: when it counts as interrupted. */
  next_try_at: number | null;
  outcome: "waiting" | "sent" | "failed";
  /** How the last attempt ended, as a sentence; empty before the first. */
  result: string;
  /** When the last attempt began. */
  tried_at: number | null;
  created_at: number;
};

/** Where alerts go. */
export type AlertChannelTable = {
  realm: string;
  id: string;
  kind: string;
  name: string;
  enabled: Flag;
  /** JSON without secrets. */
  settings: string;
  /** JSON of the secrets, encrypted for this realm and id. */
  sealed: Uint8Array;
  kid: string;
  created_at: number;
  changed_at: number;
};

/** A job that causes no new alerts; `until` null: until somebody ends it. */
export type AlertMuteTable = { realm: string; job_key: string; until: number | null; actor: string; at: number };

export type ScopeTable = {
  realm: string;
  /** `zones/{id}` or `accounts/{id}`. */
  path: string;
  name: string;
  account_id: string | null;
  account_name: string | null;
  /** The name as it sorts, and everything that the search looks at, in lower case. */
  sort_name: string;
  search: string;
  /** When the credential last listed it. */
  listed_at: number;
  /** Set while the credential may not see it: its jobs are hidden then, and come back with access. */
  hidden_at: number | null;
  /** When its jobs are read next, when they were last read, and when that was last tried. */
  due_at: number;
  read_at: number | null;
  tried_at: number | null;
  /** JSON of the last failure, null after a success. */
  failure: string | null;
  failures: number;
  jobs: number;
  /** The first hour since 1970 whose analytics have not been read, and when they are read next. */
  pushes_until: number | null;
  pushes_due_at: number;
  /** Until when the states of the last reading hold without another one. After that nobody looked. */
  known_until: number | null;
  /** The hour since 1970 from which the analytics were read without a hole, and up to when, in milliseconds. */
  pushes_from: number | null;
  pushes_at: number | null;
  /** Hours since 1970 that were read earlier, before a hole: from the first to before `back_until`. */
  back_from: number | null;
  back_until: number | null;
  /** When the hours before `pushes_from` are read next. Null when there is nothing left to read. */
  back_due_at: number | null;
  /** When the uptime of its jobs was last counted. */
  uptime_at: number | null;
};

/** The last reading of all zones or all accounts. */
export type ListingTable = {
  realm: string;
  kind: "zones" | "accounts";
  due_at: number;
  read_at: number | null;
  failure: string | null;
  failures: number;
};

/** When Cloudflare's audit log of an account was asked for who changed its jobs, and the failure (JSON) of the last time. */
export type AccountLogTable = {
  realm: string;
  account: string;
  asked_at: number;
  read_at: number | null;
  failure: string | null;
};

/** The fields of a dataset, as one scope of a kind listed them last. */
export type FieldListTable = {
  realm: string;
  kind: "zones" | "accounts";
  dataset: string;
  scope: string;
  read_at: number;
  /** JSON. */
  body: string;
};

/** A job as last observed. */
export type JobTable = {
  id: Generated<number>;
  realm: string;
  scope: string;
  job_id: number;
  /** The newest version. */
  n: number;
  name: string;
  /** What people see: the name, or the id. `sort_name` is the same as it sorts. */
  label: string;
  sort_name: string;
  dataset: string;
  host: string | null;
  /** Lower case, everything that the search looks at. */
  search: string;
  enabled: Flag;
  is_legacy: Flag;
  /** JSON of the destination with its secrets masked. */
  destination: string;
  last_complete: string | null;
  last_error: string | null;
  /** With the destination's values masked. */
  error_text: string | null;
  /** JSON: the failure in words. */
  cause: string | null;
  state: string;
  /** The order of states, and of jobs in the same state: smaller needs attention sooner. */
  state_rank: number;
  urgency: number;
  state_since: number;
  /** The id of a key, a dot, and one digest of all attributes under it. Another one under that key is another version. */
  digest: string;
  /** When the state may change without a new observation. */
  recheck_at: number | null;
  first_seen: number;
  seen_at: number;
  gone_at: number | null;
  /** Of a deletion: headgate or outside. Null while the job is there, and where an older version did not note it. */
  gone_source: string | null;
  gone_actor: string | null;
};

export type JobVersionTable = {
  job: number;
  n: number;
  seen_at: number;
  /** first, headgate, outside, restored or import. */
  source: string;
  /** Who made it: a caller's id, or `cloudflare:` and a person of Cloudflare's audit log. Null if that is not known. */
  actor: string | null;
  /** The id of its entry in Headgate's audit log; null for what was not made here. */
  intent: string | null;
  /** JSON of the job with its secrets masked; unknown keys are kept. */
  attrs: string;
  /** JSON: a keyed digest for each attribute. */
  digests: string;
  /** Keyed digest of the whole destination. */
  conf_digest: string;
  /** The values that `attrs` masks, encrypted. Null if no secrets are kept. */
  sealed: Uint8Array | null;
  /** The id of the key of `digests`, `conf_digest` and `sealed`. */
  kid: string | null;
};

export type HealthSpanTable = {
  job: number;
  since: number;
  until: number | null;
  state: string;
  cause: string | null;
};

export type PushHourTable = {
  job: number;
  /** Hours since 1970. */
  hour: number;
  ok: number;
  failed: number;
  retried: number;
  lines: number | null;
  bytes: number | null;
  /** JSON: how many pushes failed with each status. Null if none failed. */
  statuses: string | null;
  /** The records of the batches that were lost. Null if the API does not say. */
  lost_lines: number | null;
};

/** A test delivery of a saved job. */
export type TestDeliveryTable = {
  realm: string;
  job_key: string;
  id: string;
  at: number;
  actor: string;
  /** JSON: what was sent and how it ended, without a value of the destination and without the endpoint's own words. */
  body: string;
};

export type PushDayTable = {
  job: number;
  /** Days since 1970. */
  day: number;
  ok: number;
  failed: number;
  bytes: number | null;
  retried: number | null;
  lines: number | null;
  lost_lines: number | null;
  /** A bit for each hour of the day, from 0:00 UTC: in which something was delivered, and in which a batch was lost. */
  ok_hours: number | null;
  failed_hours: number | null;
};

/** The hours of a period up to `until` (hours since 1970) by what happened in them, and the deliveries. */
export type UptimeTable = {
  job: number;
  /** 1, 7, 30 or 365. */
  days: number;
  until: number;
  delivered: number;
  failed: number;
  no_data: number;
  waiting: number;
  disabled: number;
  unknown: number;
  ok: number;
  lost: number;
  retried: number;
  lines: number | null;
  lost_lines: number | null;
  bytes: number | null;
};

/** The same of all jobs of a dataset in a scope. `jobs`: those that are there. */
export type UptimeGroupTable = {
  realm: string;
  scope: string;
  dataset: string;
  days: number;
  jobs: number;
  delivered: number;
  failed: number;
  no_data: number;
  waiting: number;
  disabled: number;
  unknown: number;
  lost: number;
};

/** What share of the hours shall be delivered. */
export type ObjectiveTable = {
  realm: string;
  /** Empty for all jobs without one of their own. */
  job_key: string;
  /** In thousandths of a percent: 99900 is 99.9 %. Null: the job has none, whatever holds for the others. */
  target: number | null;
  days: number;
  changed_at: number;
};

/** What a job delivered in a month, uncompressed, as last counted, and what it is expected to deliver in the whole of it. */
export type UsageMonthTable = {
  job: number;
  /** Months since 1970, in UTC. */
  month: number;
  /** What it is billed by: external, internal or requests. */
  basis: string;
  /** Whether a transformer is billed too. */
  transformed: Flag;
  /** Null if the analytics do not say. */
  bytes: number | null;
  lines: number | null;
  /** Whether a part of it is an estimate, because the analytics did not say it of every hour. */
  is_estimate: Flag;
  /** Null while too little is known to say. */
  expected_bytes: number | null;
  expected_lines: number | null;
};

/** What all jobs of a realm delivered in an hour since 1970. */
export type UsageHourTable = { realm: string; hour: number; bytes: number; lines: number };

/** What a month may cost. */
export type UsageBudgetTable = { realm: string; cents: number; changed_at: number; changed_by: string };

/** Since when and until when Cloudflare listed a field of a dataset. Times are 0 where they are before the first list. */
export type FieldSeenTable = {
  realm: string;
  kind: "zones" | "accounts";
  dataset: string;
  name: string;
  first_seen: number;
  /** That of the newest list, unless the field was removed. */
  last_seen: number;
  deprecated_at: number | null;
};

/** Who is looking: `list` or a scope's path. The reader reads what is watched more often. */
export type ViewerTable = { realm: string; target: string; until: number };

/** Work over many jobs: planned, applied, stopped and rolled back as a whole. */
export type RunTable = {
  id: string;
  realm: string;
  kind: string;
  /** The least role that may apply it. */
  role: string;
  title: string;
  state: string;
  /** `Caller.id` of whose run it is. */
  actor: string;
  /** JSON. */
  rules: string;
  /** The intent, encrypted. Null when the run is over. */
  sealed: Uint8Array | null;
  kid: string | null;
  /** JSON: why it stopped. */
  error: string | null;
  /** The run that this one takes back, and the one that takes this one back. */
  rolls_back: string | null;
  rolled_back_by: string | null;
  created_at: number;
  /** When it was last started or resumed. Failures before no longer count. */
  begun_at: number | null;
  ended_at: number | null;
};

/** One job of a run: what was planned, and what happened. */
export type RunItemTable = {
  run: string;
  n: number;
  /** The items of a step begin when those of the step before are done. */
  step: number;
  scope: string;
  job_id: number | null;
  name: string;
  /** create, change, delete, same or blocked. */
  plan: string;
  /** Null until the run is applied, and for what the plan leaves alone. */
  state: string | null;
  /** JSON: what differs, with secrets masked. */
  changes: string;
  /** JSON: why it is blocked, or what failed. */
  error: string | null;
  /** The host that Cloudflare sends a test request to on this write. */
  host: string | null;
  /** JSON: the digests of the job that it was planned for, and the id of their key. Null for a new job. */
  base: string | null;
  /** The body, encrypted. Null for a deletion, and when nothing is left to send. */
  sealed: Uint8Array | null;
  kid: string | null;
  /** The job's versions before and after the write, and the id of the job that it made. */
  before_n: number | null;
  after_n: number | null;
  made_id: number | null;
  /** Who works on it. A write is sent only under the claim that is stored here. */
  claim: string | null;
  /** The audit log's id of a write whose outcome is not stored here yet. */
  intent: string | null;
  begun_at: number | null;
  ended_at: number | null;
};

export type Database = {
  meta: MetaTable;
  session: SessionTable;
  sign_in_attempt: SignInAttemptTable;
  one_time_link: OneTimeLinkTable;
  lease: LeaseTable;
  credential: CredentialTable;
  call_slot: CallSlotTable;
  audit: AuditTable;
  chain_head: ChainHeadTable;
  open_intent: OpenIntentTable;
  job_note: JobNoteTable;
  alert_state: AlertStateTable;
  alert_event: AlertEventTable;
  alert_outbox: AlertOutboxTable;
  alert_channel: AlertChannelTable;
  alert_mute: AlertMuteTable;
  listing: ListingTable;
  account_log: AccountLogTable;
  field_list: FieldListTable;
  scope: ScopeTable;
  job: JobTable;
  job_version: JobVersionTable;
  health_span: HealthSpanTable;
  push_hour: PushHourTable;
  push_day: PushDayTable;
  uptime: UptimeTable;
  uptime_group: UptimeGroupTable;
  objective: ObjectiveTable;
  test_delivery: TestDeliveryTable;
  usage_month: UsageMonthTable;
  usage_hour: UsageHourTable;
  usage_budget: UsageBudgetTable;
  field_seen: FieldSeenTable;
  viewer: ViewerTable;
  run: RunTable;
  run_item: RunItemTable;
};
