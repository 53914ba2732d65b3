"use client";

import { useFormSetting } from "../form-context.tsx";
import { Section } from "../section.tsx";

/** Attributes that have no field here: shown, and kept by every save. */
export function OtherSettings() {
  const other = useFormSetting().saved?.otherSettings ?? {};
  if (Object.keys(other).length === 0) return null;
  return (
    <Section title="Other settings" description="These have no field in this form. A save keeps them as they are.">
      <pre className="overflow-x-auto rounded-card border border-line bg-sunken p-3 font-mono text-xs">
        {JSON.stringify(other, null, 2)}
      </pre>
    </Section>
  );
}
