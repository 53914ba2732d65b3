import type { Metadata } from "next";
import { cookies } from "next/headers";
import { formActions } from "#app/actions/form.ts";
import { CopyNotice } from "#components/job/copy-notice.tsx";
import { JobForm } from "#components/job-form/job-form.tsx";
import { ListFailure } from "#components/job-list/list-failure.tsx";
import { MissingScopes } from "#components/job-list/scope-failures.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { withFields } from "#lib/logpush/job/job-copy.ts";
import { firstScopes } from "#lib/logpush/job/match-scopes.ts";
import { newJobValues } from "#lib/logpush/job/new-job.ts";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { mayOf } from "#lib/server/base/caller.ts";
import { readConnection } from "#lib/server/connection.ts";
import { loadCopy } from "#lib/server/job/read-copy.ts";
import { readScopeJobCount } from "#lib/server/scopes/count-scope-jobs.ts";
import { listDatasets, readFields } from "#lib/server/scopes/datasets.ts";
import { listScopes } from "#lib/server/scopes/scopes.ts";

export const metadata: Metadata = { title: "New job" };

export default async function NewJobPage({ searchParams }: PageProps<"/jobs/new">) {
  const caller = await authorisePage("admin");
  const { from, scope: wantedScope, dataset: wantedDataset, scopes: wantedScopes } = await searchParams;
  const copy = typeof from === "string" ? await loadCopy(from) : undefined;
  const [reading, connection, store] = await Promise.all([listScopes(), readConnection(caller), cookies()]);
  if (!reading.ok) return <ListFailure title="New job" error={reading.error} />;
  const { scopes, failures } = reading.value;
  const lastUsed = store.get("scope")?.value;
  const copied = copy?.ok ? copy.value : undefined;
  const scope =
    scopes.find(({ path }) => path === copied?.values.scope) ??
    scopes.find(({ path }) => path === wantedScope) ??
    scopes.find(({ path }) => path === lastUsed) ??
    scopes.find(({ path }) => path.startsWith("zones/")) ??
    scopes[0];
  const dataset = copied
    ? copied.values.dataset
    : typeof wantedDataset === "string" && /^[a-z0-9_]{1,100}$/.test(wantedDataset)
      ? wantedDataset
      : scope?.path.startsWith("accounts/")
        ? "audit_logs_v2"
        : "http_requests";
  const [fields, jobCount] = await Promise.all([
    readFields({ scope: scope?.path ?? "", dataset }),
    scope ? readScopeJobCount({ scope: scope.path }) : undefined,
  ]);
  const list = fields.ok ? fields.value : { source: "catalogue" as const, fields: [], defaults: [] };

  return (
    <JobForm
      key={copied ? from?.toString() : "new"}
      setting={{
        ...(copied ? { copied } : {}),
        ...connection,
        scopes: firstScopes(scopes, scope?.path).scopes,
        scopeCount: scopes.length,
        ...(scope && jobCount?.ok ? { jobCount: { scope: scope.path, count: jobCount.value } } : {}),
        datasets: listDatasets(),
        ...(typeof wantedScopes === "string" ? { scopesText: wantedScopes } : {}),
        nowMs: Date.now(),
        may: mayOf(caller),
        actions: formActions,
      }}
      initialValues={
        copied
          ? withFields(copied.values, list.defaults)
          : newJobValues({
              scope: scope?.path ?? "",
              scopeName: scope?.name ?? "",
              dataset,
              fieldNames: list.defaults,
            })
      }
      initialFields={list}
      notices={
        <>
          <MissingScopes failures={failures} className="mb-4" />
          {scope || failures.length > 0 ? null : (
            <Callout tone="warn" title="This API token has no access to any zone or account." className="mb-4">
              Add Logs: Edit for a zone or account to the token, then reload.
            </Callout>
          )}
          {copy ? <CopyNotice copy={copy} /> : null}
        </>
      }
    />
  );
}
