import { expect, vi } from "vitest";
import { openPage } from "#components/testing/open-page.tsx";
import { silent } from "#components/testing/silent.ts";
import { nowMs } from "#components/testing/stored-job.ts";
import { catalogueDatasets, catalogueDate, findCatalogueDataset } from "#lib/logpush/datasets/catalogue.ts";
import { defaultFieldsOf } from "#lib/logpush/datasets/default-fields.ts";
import type { FieldList, LogField } from "#lib/logpush/datasets/field-list.ts";
import { markChanges } from "#lib/logpush/datasets/mark-changes.ts";
import { parseHttpDestination } from "#lib/logpush/destination/http.ts";
import { type JsonObject, parseScopePath } from "#lib/logpush/job/job.ts";
import { filterScopes, matchScopes } from "#lib/logpush/job/match-scopes.ts";
import { newJobValues } from "#lib/logpush/job/new-job.ts";
import { toCreateBody, toUpdateBody } from "#lib/logpush/job/to-request.ts";
import type { WireJob } from "#lib/logpush/job/wire-schema.ts";
import { ok } from "#lib/logpush/result.ts";
import type { JobDetail, ScopeOption } from "#lib/logpush/views.ts";
import type { FormSetting, JobFormActions } from "../form-context.tsx";
import { JobForm } from "../job-form.tsx";
import { form } from "./form.ts";
import { savedJob, zone } from "./saved-job.ts";

export { zone };

const account: ScopeOption = { path: `accounts/${"a".repeat(32)}`, name: "Burritos" };
const twoScopes = [zone, account];

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

/** The form's actions, answered from the bundled data. What only a server can know is as if it did not answer. */
function makeActions(scopes: ScopeOption[]) {
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
    findSameDestination: vi.fn<JobFormActions["findSameDestination"]>(async () => ok({ jobs: [], exists: false })),
    checkDestination: vi.fn<JobFormActions["checkDestination"]>(async () => silent),
    checkFields: vi.fn<JobFormActions["checkFields"]>(async () => silent),
    readTerraform: vi.fn<JobFormActions["readTerraform"]>(async () => silent),
    readFieldPrices: async () => ok(null),
  } satisfies JobFormActions;
}

/** What every form gets, whatever its job. */
function settingOf(actions: JobFormActions, scopes: ScopeOption[]) {
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

/** The form of a new job for http_requests of a zone, ready to be typed in; `sent` is the body that Cloudflare gets. */
export async function openForm({ scopes = twoScopes }: { scopes?: ScopeOption[] } = {}) {
  const dataset = "http_requests";
  const list = listOf(dataset);
  const actions = makeActions(scopes);
  const opened = openPage(
    <JobForm
      setting={{ ...settingOf(actions, scopes), jobCount: { scope: zone.path, count: 0 } }}
      initialValues={newJobValues({ scope: zone.path, scopeName: zone.name, dataset, fieldNames: list.defaults })}
      initialFields={list}
    />,
  );
  await expect.element(form.submit).toBeEnabled();
  const sent = () => actions.createJob.mock.calls.map(([values]) => toCreateBody(values)).at(-1);
  return { ...opened, actions, sent };
}

/** What the form of a stored job gets from its page; `at` is the part to begin at. */
export function savedFormProps(saved: JobDetail, at?: string) {
  const actions = makeActions(twoScopes);
  const setting = { ...settingOf(actions, twoScopes), saved, ...(at === undefined ? {} : { at }) };
  return { props: { setting, initialValues: saved.values, initialFields: listOf(saved.summary.dataset) }, actions };
}

/** The form of a stored job, ready to be typed in; `at` is the part to begin at, `sent` the body that Cloudflare gets. */
export async function openSavedForm(job: WireJob & JsonObject, { at }: { at?: string } = {}) {
  const saved = savedJob(job);
  const { props, actions } = savedFormProps(saved, at);
  const opened = openPage(
    <>
      <h1>{saved.summary.name}</h1>
      <JobForm {...props} />
    </>,
  );
  await expect.element(form.save).toBeEnabled();
  const destination = parseHttpDestination(job.destination_conf ?? "");
  const { otherSettings } = saved.values;
  const stored = { job, ...(destination.ok ? { destination: destination.value } : {}), shown: { otherSettings } };
  const sent = () => actions.updateJob.mock.calls.map(([{ values }]) => toUpdateBody(values, stored)).at(-1);
  return { ...opened, actions, sent };
}
