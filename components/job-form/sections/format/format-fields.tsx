"use client";

import { AffixFields } from "./affix-fields.tsx";
import { FlagFields } from "./flag-fields.tsx";
import { LayoutButtons } from "./layout-buttons.tsx";
import { OutputTypeField } from "./output-type-field.tsx";
import { TemplateField } from "./template-field.tsx";

/** Every setting of the format; the sample in the preview shows what each one does. */
export function FormatFields() {
  return (
    <div className="grid gap-5 border-line border-t p-3">
      <LayoutButtons />
      <OutputTypeField />
      <AffixFields />
      <TemplateField />
      <FlagFields />
    </div>
  );
}
