"use client";

import { ArrowLeft } from "lucide-react";
import { useState } from "react";
import { useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { isKept } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { builtInPreset, presets } from "#lib/logpush/presets/presets.data.ts";
import { useFormSetting } from "../form-context.tsx";
import { PresetCards } from "./preset-cards.tsx";
import { PresetForm } from "./preset-form.tsx";

type PresetDialogProps = {
  /** The template to begin with; empty for the list of all. */
  startId: string;
  onUse: (label: string, values: JobFormValues, changes: number) => void;
  onClose: () => void;
};

/** Choose a template, fill in what it needs, see what that changes, and apply it. */
export function PresetDialog({ startId, onUse, onClose }: PresetDialogProps) {
  const { suggestedEndpoint } = useFormSetting();
  const [chosenId, setChosenId] = useState(startId);
  const query = useWatch<JobFormValues, "query">({ name: "query" });
  const all = suggestedEndpoint ? [builtInPreset(suggestedEndpoint), ...presets] : presets;
  const chosen = all.find(({ id }) => id === chosenId);
  return (
    <Dialog title={chosen?.label ?? "Templates"} size="large" isOpen onClose={onClose}>
      <div className="grid gap-4">
        {query.some(isKept) ? (
          <Callout tone="info" title="A template replaces the saved destination as a whole.">
            Its saved values stay with the job until you save; “Keep the saved destination” takes them back.
          </Callout>
        ) : null}
        {chosen ? (
          <PresetForm key={chosen.id} preset={chosen} onUse={onUse}>
            <Button variant="quiet" className="-ml-3.5" onClick={() => setChosenId("")}>
              <ArrowLeft aria-hidden className="size-4" />
              All templates
            </Button>
          </PresetForm>
        ) : (
          <PresetCards presets={all} onChoose={setChosenId} onClose={onClose} />
        )}
      </div>
    </Dialog>
  );
}
