"use client";

import { createContext, type ReactNode, useContext } from "react";
import type { DatasetOption, FieldList } from "#lib/logpush/datasets/field-list.ts";
import type { TerraformConfig } from "#lib/logpush/import/terraform-expression.ts";
import type { CheckResult, FieldsCheck } from "#lib/logpush/job/check-result.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobRef } from "#lib/logpush/job/job.ts";
import type { SameDestinations } from "#lib/logpush/job/same-destination.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { JobDetail, JobWatch, May, ScopeOption } from "#lib/logpush/views.ts";

export type JobFormActions = {
  createJob: (values: JobFormValues) => Promise<Result<JobRef>>;
  updateJob: (input: {
    ref: JobRef;
    versions: Record<string, string>;
    values: JobFormValues;
  }) => Promise<Result<JobRef>>;
  readJob: (ref: JobRef) => Promise<Result<JobDetail>>;
  findSameDestination: (input: { ref?: JobRef; values: JobFormValues }) => Promise<Result<SameDestinations>>;
  checkDestination: (input: { ref?: JobRef; values: JobFormValues }) => Promise<Result<CheckResult>>;
  checkFields: (input: { ref?: JobRef; values: JobFormValues }) => Promise<Result<FieldsCheck>>;
  readFields: (input: { scope: string; dataset: string }) => Promise<Result<FieldList>>;
  /** Terraform as JSON with its expressions parsed, for the import. */
  readTerraform: (input: { text: string }) => Promise<Result<TerraformConfig>>;
};

export type HealthActions = {
  watchJob: (ref: JobRef) => Promise<Result<JobWatch>>;
  setStaleAfter: (input: { ref: JobRef; minutes: number | null }) => Promise<Result<JobWatch>>;
};

/** What the form's parts need besides the values: the choices, where requests go, and the saved job on an edit. */
export type FormSetting = {
  scopes: ScopeOption[];
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
  /** The time of the page, so that server and browser render the same sample. */
  nowMs: number;
  may: May;
  actions: JobFormActions;
};

const SettingContext = createContext<FormSetting | null>(null);

export function FormSettingProvider({ setting, children }: { setting: FormSetting; children: ReactNode }) {
  return <SettingContext value={setting}>{children}</SettingContext>;
}

export function useFormSetting(): FormSetting {
  const setting = useContext(SettingContext);
  if (!setting) throw new Error("The form's parts stand inside FormSettingProvider.");
  return setting;
}
