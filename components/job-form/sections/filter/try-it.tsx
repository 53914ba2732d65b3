"use client";

import { useDeferredValue, useMemo, useState } from "react";
import { useWatch } from "react-hook-form";
import { Callout } from "#components/ui/callout.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { controlStyle, Select } from "#components/ui/input.tsx";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import type { Group } from "#lib/logpush/filter/filter-node.ts";
import { sampleForFilter } from "#lib/logpush/filter/sample-for-filter.ts";
import { tryFilter } from "#lib/logpush/filter/try-filter.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../../form-context.tsx";
import { TrialList } from "./trial-list.tsx";
import type { useFilter } from "./use-filter.ts";

const sampleCount = 10;
const maxLines = 500;

type TryItProps = { filter: ReturnType<typeof useFilter>; fields: LogField[]; isFaulty: boolean };

/** Judges records in the browser, line by line: which pass, which are dropped, and why. */
export function TryIt({ filter: { parsed }, fields, isFaulty }: TryItProps) {
  const [source, setSource] = useState<"generated" | "pasted">("generated");
  const [pasted, setPasted] = useState("");
  const tree = parsed.ok ? parsed.value : undefined;
  const generated = useGenerated(tree, fields);
  const text = useDeferredValue(source === "generated" ? generated : pasted);
  const trial = useMemo(() => tryFilter(tree, text, maxLines), [tree, text]);
  const sourceHelp = source === "generated" ? "Some use values from your conditions." : undefined;
  const help = "One JSON object per line, for example from your server’s logs. They stay in this browser.";
  return (
    <div className="grid min-w-0 gap-3">
      <Field id="filter-source" label="Records to try" help={sourceHelp}>
        <Select
          {...fieldProps("filter-source", { help: sourceHelp })}
          className="sm:w-auto!"
          value={source}
          onChange={({ target }) => setSource(target.value === "pasted" ? "pasted" : "generated")}
        >
          <option value="generated">Sample records ({sampleCount})</option>
          <option value="pasted">Pasted by you</option>
        </Select>
      </Field>
      {source === "pasted" ? (
        <Field id="filter-lines" label="Log lines (NDJSON)" help={help}>
          <textarea
            {...fieldProps("filter-lines", { help })}
            rows={6}
            spellCheck={false}
            autoComplete="off"
            className={controlStyle({ font: "mono", className: "h-auto! resize-y break-all py-2" })}
            value={pasted}
            onChange={({ target }) => setPasted(target.value)}
          />
        </Field>
      ) : null}
      {isFaulty ? (
        <Callout tone="info" title="Complete the filter first.">
          Cloudflare would refuse it.
        </Callout>
      ) : (
        <TrialList trial={trial} maxLines={maxLines} />
      )}
    </div>
  );
}

function useGenerated(tree: Group | undefined, fields: LogField[]): string {
  const { nowMs } = useFormSetting();
  const fieldNames = useWatch<JobFormValues, "fieldNames">({ name: "fieldNames" });
  const timestampFormat = useWatch<JobFormValues, "timestampFormat">({ name: "timestampFormat" });
  return useMemo(
    () => sampleForFilter(tree, { fields, fieldNames, timestampFormat, count: sampleCount, nowMs }).join("\n"),
    [tree, fields, fieldNames, timestampFormat, nowMs],
  );
}
