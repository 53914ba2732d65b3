"use client";

import { InPlace } from "#components/ui/in-place.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import type { ObjectiveFormProps } from "./objective-form.tsx";

const ObjectiveForm = loaded(async () => (await import("./objective-form.tsx")).ObjectiveForm, {
  ssr: false,
  loading: () => <p className="min-h-9 text-muted">Loading…</p>,
});

/** Opens the form of an objective in its place. */
export function ObjectiveControl(props: Omit<ObjectiveFormProps, "onClose" | "onChanged">) {
  return (
    <InPlace label={props.objective ? "Change objective" : "Set objective"}>
      {(form) => <ObjectiveForm {...props} {...form} />}
    </InPlace>
  );
}
