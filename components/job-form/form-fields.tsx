"use client";

import { ImportNoticeSlot } from "#components/job-import/import-job.tsx";
import { loaded } from "#components/ui/loaded.tsx";
import { useFormSetting } from "./form-context.tsx";
import { BatchSection } from "./sections/batch-section.tsx";
import { DestinationSection } from "./sections/destination-section.tsx";
import { FieldPicker } from "./sections/field-picker.tsx";
import { FilterSection } from "./sections/filter-section.tsx";
import { FormatSection } from "./sections/format-section.tsx";
import { MoreSettings } from "./sections/more-settings.tsx";
import { NameField, TargetFields } from "./sections/target-fields.tsx";
import { UnresolvedNotice } from "./unresolved-notice.tsx";
import type { FieldsState, TargetChange } from "./use-fields.ts";

/** Only a job of before output_options needs it. */
const LegacySection = loaded(async () => (await import("./sections/legacy-section.tsx")).LegacySection);

type FormFieldsProps = {
  fields: FieldsState;
  isReady: boolean;
  onTargetChange: (change: TargetChange) => void;
};

/** What is filled in, from the logs to their destination, and the rest as lines that open. */
export function FormFields({ fields, isReady, onTargetChange }: FormFieldsProps) {
  const { saved, may } = useFormSetting();
  return (
    <fieldset disabled={!isReady || !may.write} className="grid min-w-0 grid-cols-1 content-start gap-4">
      <ImportNoticeSlot />
      <UnresolvedNotice />
      <TargetFields refusal={fields.refusal} onTargetChange={onTargetChange} />
      <DestinationSection />
      <NameField />
      {saved?.summary.isLegacy ? <LegacySection /> : null}
      <div className="divide-y divide-line rounded-card border border-line bg-raised">
        <FieldPicker fields={fields} />
        <FilterSection fields={fields.list.fields} />
        <FormatSection />
        <BatchSection fields={fields.list.fields} />
        <MoreSettings />
      </div>
    </fieldset>
  );
}
