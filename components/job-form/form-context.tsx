"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { KnownScopes } from "#components/scopes/use-known-scopes.ts";
import type { DatasetOption } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobCopy } from "#lib/logpush/job/job-copy.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { JobDetail, May, ScopeOption } from "#lib/logpush/views.ts";
import { ShowSecretsProvider } from "./show-secrets.tsx";

export type JobFormActions = typeof import("#app/actions/form.ts").formActions;

/** Further zones and accounts that get the same job. Its code is loaded when they are chosen. */
export type Several = {
  /** With the form's own, the first. */
  paths: readonly string[];
  /** The values for the first one, with what `{zone}` and `{account}` stand for. */
  fill: (values: JobFormValues) => JobFormValues;
  plan: (values: JobFormValues) => Promise<Result<{ id: string }>>;
};

/** What the form's parts need besides the values: the choices, where requests go, and the saved job on an edit. */
export type FormSetting = {
  /** The first of them if there are many, the initial one among them; `scopeCount` in all. */
  scopes: ScopeOption[];
  scopeCount: number;
  /** How many jobs the initial scope has; absent for a saved job. */
  jobCount?: { scope: string; count: number };
  datasets: DatasetOption[];
  mode: "emulator" | "live";
  /** Base of the API for the curl command, without a slash at the end. */
  apiBase: string;
  /** The emulator's documented token; absent with a real credential. */
  demoToken?: string;
  /** The endpoint to suggest on the emulator. */
  suggestedEndpoint?: string;
  /** The saved job; absent while creating one. */
  saved?: JobDetail;
  /** The part of a saved job's form to begin at, as `focusPart` takes it. */
  at?: string;
  /** The job that a new one is a copy of. */
  copied?: JobCopy;
  /** The further zones and accounts that the address names. */
  scopesText?: string;
  /** The time of the page, so that server and browser render the same sample. */
  nowMs: number;
  may: May;
  actions: JobFormActions;
};

/** The same in the open form, which comes to know more scopes. */
export type OpenFormSetting = FormSetting & {
  /** What the server has rendered. */
  initial: JobFormValues;
  known: KnownScopes;
  several: Several | null;
  setSeveral: (several: Several | null) => void;
};

const SettingContext = createContext<OpenFormSetting | null>(null);

export function FormSettingProvider({ setting, children }: { setting: OpenFormSetting; children: ReactNode }) {
  return (
    <SettingContext value={setting}>
      <ShowSecretsProvider>{children}</ShowSecretsProvider>
    </SettingContext>
  );
}

export function useFormSetting(): OpenFormSetting {
  const setting = useContext(SettingContext);
  if (!setting) throw new Error("The form's parts stand inside FormSettingProvider.");
  return setting;
}
