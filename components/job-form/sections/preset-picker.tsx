"use client";

import { useState } from "react";
import { useWatch } from "react-hook-form";
import { Callout } from "#components/ui/callout.tsx";
import { isKept } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { builtInPreset, presets } from "#lib/logpush/presets/presets.data.ts";
import { useFormSetting } from "../form-context.tsx";
import { PresetForm } from "./preset-form.tsx";
import { PresetList } from "./preset-list.tsx";

/** Choose a receiver, fill in what it needs, see what that changes, and apply it. */
export function PresetPicker() {
  const { suggestedEndpoint } = useFormSetting();
  const [chosenId, setChosenId] = useState("");
  const [history, setHistory] = useState<JobFormValues[]>([]);
  const query = useWatch<JobFormValues, "query">({ name: "query" });
  const all = suggestedEndpoint ? [builtInPreset(suggestedEndpoint), ...presets] : presets;
  const chosen = all.find(({ id }) => id === chosenId);
  return (
    <div className="grid gap-4 px-3 pt-2">
      {query.some(isKept) ? (
        <Callout tone="info" title="A preset replaces the saved destination as a whole.">
          Its saved values stay with the job until you save; “Keep the saved destination” takes them back.
        </Callout>
      ) : null}
      <PresetList presets={all} chosenId={chosenId} onChoose={setChosenId} />
      {chosen ? <PresetForm key={chosen.id} preset={chosen} history={history} onHistory={setHistory} /> : null}
    </div>
  );
}
