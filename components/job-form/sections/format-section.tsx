"use client";

import { Braces, ChevronDown } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { get, useFormContext, useFormState } from "react-hook-form";
import { useOpened } from "#components/ui/use-opened.ts";
import { fieldsWith } from "#lib/logpush/job/attributes.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { Section } from "../section.tsx";

const FormatSummary = dynamic(async () => (await import("./format/format-summary.tsx")).FormatSummary, { ssr: false });
const FormatFields = dynamic(async () => (await import("./format/format-fields.tsx")).FormatFields, { ssr: false });

const ownFields = [...fieldsWith({ section: "format" }), ...fieldsWith({ section: "contents" })];

/** How records are written. Most jobs keep the defaults, so the fields are loaded when they are opened or in error. */
export function FormatSection() {
  const { control } = useFormContext<JobFormValues>();
  const { errors } = useFormState({ control, name: ownFields });
  const [isOpen, setIsOpen] = useState(false);
  const { isOpened, details } = useOpened();
  const hasError = ownFields.some((field) => get(errors, field) !== undefined);
  const isShown = isOpen || hasError;
  return (
    <Section title="Format" description="How the records of a batch are written into the body of a request.">
      <details
        className="group rounded-card border border-line bg-raised"
        open={isShown}
        ref={details.ref}
        onToggle={(event) => {
          // What is wrong stays within reach of the links in the list of errors.
          if (hasError) event.currentTarget.open = true;
          setIsOpen(event.currentTarget.open);
          details.onToggle(event);
        }}
      >
        <summary className="flex min-h-11 items-center gap-x-2 px-3 py-2 text-sm">
          <Braces aria-hidden className="size-4 shrink-0 text-muted" />
          <span className="flex min-w-0 flex-wrap gap-x-2">
            <span className="font-medium">Output format</span>
            <FormatSummary />
          </span>
          <ChevronDown aria-hidden className="ml-auto size-4 shrink-0 text-muted group-open:rotate-180" />
        </summary>
        {isShown || isOpened ? <FormatFields /> : null}
      </details>
    </Section>
  );
}
