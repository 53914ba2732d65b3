"use client";

import { KeyRound } from "lucide-react";
import { PageHeader } from "#components/layout/page-header.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useUrlFilter } from "#components/ui/use-url-filter.ts";
import type { SecretReading } from "#lib/logpush/rotate/secret-groups.ts";
import { type RotateActions, RotateForm } from "./rotate-form.tsx";

/** Which values are shown; in the URL. */
export type RotateView = { q: string; job: string; header: string };

type RotatePageProps = { title: string; reading: SecretReading; view: RotateView; actions: RotateActions };

/** A new value in place of one that jobs use: choose it, enter the new one, review the plan. */
export function RotatePage({ title, reading, view, actions }: RotatePageProps) {
  const isHydrated = useHydrated();
  const { groups, total, failures } = reading;
  const { isPending, text, type } = useUrlFilter(view, ({ q }) =>
    q === "" ? "/rotate" : `/rotate?q=${encodeURIComponent(q)}`,
  );
  const isOfHeader = ({ places }: (typeof groups)[number]) =>
    places.some(({ name }) => name.toLowerCase() === view.header.toLowerCase());
  // The value that somebody comes from. Without one, nothing is chosen.
  const initial = view.job === "" ? [] : groups.filter((group) => groups.length === 1 || isOfHeader(group));
  return (
    <>
      <PageHeader title={title}>
        Replace a token or password in every job that uses it. Other values, and everything else in the destinations,
        stay as they are.
      </PageHeader>
      <div className="grid gap-4">
        {failures.map(({ scope, error }) => (
          <Callout key={scope.path} tone="warn" title={`Jobs of ${scope.name} could not be read.`}>
            {error.message} {error.nextStep}
          </Callout>
        ))}
        <search aria-busy={isPending}>
          <SearchInput
            aria-label="Search values"
            placeholder="Header, job, zone or endpoint"
            className="max-w-xl lg:mr-[23rem] lg:max-w-none"
            value={text}
            onChange={({ target }) => type(target.value)}
          />
        </search>
        {groups.length === 0 ? (
          <EmptyState icon={<KeyRound />} title={view.q === "" ? "No jobs send a secret" : "No match"}>
            {view.q === ""
              ? "Only HTTP destinations have headers and parameters."
              : "Search for a header, a job, a zone or an endpoint."}
          </EmptyState>
        ) : (
          <fieldset disabled={!isHydrated} className="min-w-0">
            <RotateForm
              groups={groups}
              total={total}
              initial={initial.map(({ fingerprint }) => fingerprint)}
              actions={actions}
            />
          </fieldset>
        )}
      </div>
    </>
  );
}
