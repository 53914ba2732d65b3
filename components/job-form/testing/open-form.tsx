import { expect, vi } from "vitest";
import { openPage } from "#components/testing/open-page.tsx";
import { catalogueDatasets, catalogueDate, findCatalogueDataset } from "#lib/logpush/datasets/catalogue.ts";
import { defaultFieldsOf } from "#lib/logpush/datasets/default-fields.ts";
import type { FieldList, LogField } from "#lib/logpush/datasets/field-list.ts";
import { markChanges } from "#lib/logpush/datasets/mark-changes.ts";
import { redactDestination } from "#lib/logpush/destination/redact.ts";
import { browserErrors } from "#lib/logpush/errors/browser-errors.ts";
import { formValuesOf } from "#lib/logpush/job/from-wire.ts";
import { healthOf } from "#lib/logpush/job/health.ts";
import { adviseOn } from "#lib/logpush/job/health-advice.ts";
import { type JsonObject, parseScopePath } from "#lib/logpush/job/job.ts";
import { maskedStoredJob } from "#lib/logpush/job/masked-job.ts";
import { filterScopes, matchScopes } from "#lib/logpush/job/match-scopes.ts";
import { newJobValues } from "#lib/logpush/job/new-job.ts";
import { otherSettingsOf, writeOtherSettings } from "#lib/logpush/job/other-settings.ts";
import { redactJob } from "#lib/logpush/job/redact-job.ts";
import type { WireJob } from "#lib/logpush/job/wire-schema.ts";
import { errorOf, ok } from "#lib/logpush/result.ts";
import type { JobDetail, JobSummary, ScopeOption } from "#lib/logpush/views.ts";
import type { FormSetting, JobFormActions } from "../form-context.tsx";
import { JobForm } from "../job-form.tsx";
import { form } from "./form.ts";

const account: ScopeOption = { path: `accounts/${"a".repeat(32)}`, name: "Burritos" };
export const zone: ScopeOption = {
  path: `zones/${"b".repeat(32)}`,
  name: "theburritobot.com",
  accountName: account.name,
  accountId: "a".repeat(32),
};
const scopes = [zone, account];
const nowMs = Date.UTC(2026, 9, 1, 12);

/** As if Cloudflare had added these since the bundled list was made. */
const addedFields: LogField[] = [
  { name: "EdgeEmulatorPool", type: "string" },
  { name: "EdgeEmulatorQueueMs", type: "int" },
];

/** What the server reads for a dataset: the bundled list, with additions for one of them. */
function fieldsOf(scope: string, dataset: string): FieldList | undefined {
  const bundled = findCatalogueDataset(scope.startsWith("zones/") ? "zone" : "account", dataset)?.fields;
  if (!bundled) return undefined;
  const live = dataset === "http_requests" ? [...bundled, ...addedFields] : bundled;
  const { fields, removed } = markChanges(live, bundled);
  return { source: "live", fields, defaults: defaultFieldsOf(dataset, fields), asOf: catalogueDate, removed };
}

const listOf = (dataset: string): FieldList =>
  fieldsOf(zone.path, dataset) ?? { source: "catalogue", fields: [], defaults: [] };

const silent = { ok: false, error: errorOf(browserErrors, "E_SERVER_SILENT") } as const;

/** The form's actions, answered from the bundled data. What only a server can know is as if it did not answer. */
function makeActions() {
  return {
    createJob: vi.fn<JobFormActions["createJob"]>(async ({ scope }) => {
      const ref = parseScopePath(scope);
      return ref ? ok({ ...ref, jobId: 1 }) : silent;
    }),
    updateJob: vi.fn<JobFormActions["updateJob"]>(async () => silent),
    readJob: async () => silent,
    readFields: vi.fn<JobFormActions["readFields"]>(async ({ scope, dataset }) => {
      const list = fieldsOf(scope, dataset);
      return list ? ok(list) : silent;
    }),
    findScopes: async ({ query }) => ok(matchScopes(scopes, query)),
    countScopeJobs: async () => ok(0),
    listScopes: async ({ query }) => ok({ scopes: filterScopes(scopes, query), total: scopes.length }),
    planCreate: async () => silent,
    readTransformers: vi.fn<JobFormActions["readTransformers"]>(async () => ok([])),
    findSameDestination: async () => ok({ jobs: [], exists: false }),
    checkDestination: async () => silent,
    checkFields: async () => silent,
    readTerraform: async () => silent,
    readFieldPrices: async () => ok(null),
  } satisfies JobFormActions;
}

/** What every form gets, whatever its job. */
function settingOf(actions: JobFormActions) {
  return {
    mode: "emulator",
    apiBase: "http://localhost:3000/emulator/client/v4",
    demoToken: "demo-token",
    suggestedEndpoint: "https://receiver.headgate.test/",
    scopes,
    scopeCount: scopes.length,
    datasets: catalogueDatasets,
    nowMs,
    may: { operate: true, write: true },
    actions,
  } satisfies FormSetting;
}

/** The form of a new job for http_requests of a zone, ready to be typed in. */
export async function openForm() {
  const dataset = "http_requests";
  const list = listOf(dataset);
  const actions = makeActions();
  const opened = openPage(
    <JobForm
      setting={{ ...settingOf(actions), jobCount: { scope: zone.path, count: 0 } }}
      initialValues={newJobValues({ scope: zone.path, scopeName: zone.name, dataset, fieldNames: list.defaults })}
      initialFields={list}
    />,
  );
  await expect.element(form.submit).toBeEnabled();
  return { ...opened, actions };
}

/** A stored job of the zone, as the server describes it to its page. */
function savedJob(raw: WireJob & JsonObject): JobDetail {
  const ref = { scopeKind: "zones", scopeId: zone.path.slice("zones/".length), jobId: raw.id } as const;
  const destination = redactDestination(raw.destination_conf ?? "", (value) => `fingerprint-${value.length}`);
  const facts = {
    dataset: raw.dataset ?? "http_requests",
    enabled: raw.enabled ?? false,
    lastComplete: null,
    lastError: null,
    errorMessage: null,
  };
  const health = healthOf(facts, undefined, nowMs);
  const advice = adviseOn({ health, job: facts, cause: null, nowMs });
  const summary: JobSummary = {
    ref,
    name: raw.name ?? "",
    scopeName: zone.name,
    ...facts,
    isLegacy: !raw.output_options && Boolean(raw.logpull_options),
    destination,
    health,
    advice,
    cause: null,
  };
  const safe = redactJob(raw, destination);
  const otherSettings = otherSettingsOf(safe);
  return {
    summary,
    watch: {
      summary,
      asOf: new Date(nowMs).toISOString(),
      staleAfterMinutes: { own: null, ofDataset: 60 },
      pollSchedule: { intervalMs: 60_000, pausedUntil: null },
    },
    values: { ...formValuesOf(raw, zone.path, destination), otherSettings: writeOtherSettings(otherSettings) },
    versions: {},
    otherSettings,
    redactedJson: JSON.stringify(safe, null, 2),
    masked: maskedStoredJob(raw, destination, otherSettings),
  };
}

/** The form of a stored job, ready to be typed in; `at` is the part to begin at. */
export async function openSavedForm(job: WireJob & JsonObject, { at }: { at?: string } = {}) {
  const saved = savedJob(job);
  const actions = makeActions();
  const opened = openPage(
    <>
      <h1>{saved.summary.name}</h1>
      <JobForm
        setting={{ ...settingOf(actions), saved, ...(at === undefined ? {} : { at }) }}
        initialValues={saved.values}
        initialFields={listOf(saved.summary.dataset)}
      />
    </>,
  );
  await expect.element(form.save).toBeEnabled();
  return { ...opened, actions };
}
