"use client";

import { AffixFields } from "./affix-fields.tsx";
import { FlagFields } from "./flag-fields.tsx";
import { LayoutButtons } from "./layout-buttons.tsx";
import { OutputTypeField } from "./output-type-field.tsx";
import { SampleRateField } from "./sample-rate-field.tsx";
import { TemplateField } from "./template-field.tsx";
import { TimestampField } from "./timestamp-field.tsx";

/** Every setting of the format; the sample in the preview shows what each one does. */
export function FormatFields() {
  return (
    <div className="grid gap-5">
      <LayoutButtons />
      <div className="grid gap-4 sm:grid-cols-2">
        <TimestampField />
        <SampleRateField />
      </div>
      <OutputTypeField />
      <AffixFields />
      <TemplateField />
      <FlagFields />
    </div>
  );
}
