"use client";

import { useId, useMemo, useState } from "react";
import { colorCode } from "#components/job-form/preview/snippet-color.ts";
import { useWriters } from "#components/job-form/preview/snippet-use-writers.ts";
import { languageOrder, languages } from "#components/job-form/preview/snippet-writers.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TabList } from "#components/ui/tabs.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JobSummary, StoredJob } from "#lib/logpush/views.ts";
import { createRequest, type JobAction, type JobRequest, requestOf } from "#lib/snippets/job-request.ts";

export type CodeTabProps = {
  summary: JobSummary;
  values: JobFormValues;
  stored: StoredJob;
  connection: { mode: "emulator" | "live"; apiBase: string; demoToken?: string };
};

type Action = Exclude<JobAction, "save">;

/** Requests about this job in the languages that people use. Secrets are variables that the snippet asks for. */
export function CodeTab({ summary, values, stored, connection }: CodeTabProps) {
  const id = useId();
  const { language, writer, open } = useWriters();
  const [action, setAction] = useState<Action>("create");
  const { hasAction, region } = languages[language];
  const shown: Action = hasAction ? action : "create";

  const code = useMemo(() => {
    if (typeof writer !== "function") return undefined;
    const { mode, ...options } = connection;
    return writer({
      values,
      saved: shown === "create" ? undefined : { ref: summary.ref, stored },
      request: requestFor(shown, { summary, values, stored }),
      options: { ...options, auth: "token", secrets: "variables", isLive: mode === "live" },
      shell: "posix",
      version: "v5",
    });
  }, [writer, connection, values, summary, stored, shown]);

  return (
    <section aria-label="Code" className="min-w-0 overflow-hidden rounded-card border border-line bg-raised">
      <div className="flex flex-wrap items-center gap-2 border-line border-b px-2 py-1.5">
        <TabList
          {...{ id, label: "Language", tabs: languageOrder, selected: language, onSelect: open }}
          labelOf={(each) => languages[each].label}
          className="flex flex-wrap gap-0.5"
        />
        <div className="ml-auto flex items-center gap-2">
          {hasAction ? (
            <label className="flex items-center gap-1.5 text-muted text-xs">
              Action
              <select
                value={action}
                onChange={({ target }) => setAction(parseAction(target.value))}
                className="h-7 rounded-control border border-line-control bg-raised pr-6 pl-2 text-fg text-xs"
              >
                {actions.map((each) => (
                  <option key={each} value={each}>
                    {each === "switch" ? (summary.enabled ? "Disable" : "Enable") : actionLabels[each]}
                  </option>
                ))}
              </select>
            </label>
          ) : null}
          {code === undefined ? null : <CopyButton key={`${language} ${shown}`} label="Copy" text={code} />}
        </div>
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${language}`}>
        <section
          aria-label={region}
          aria-busy={writer === "loading"}
          tabIndex={0}
          translate="no"
          className="min-h-64 overflow-auto p-4 font-mono text-xs leading-[1.125rem]"
        >
          <pre className="whitespace-pre-wrap [overflow-wrap:anywhere]">
            {code === undefined
              ? writer === "failed"
                ? "Could not load this part. Open the tab again."
                : "Loading…"
              : colorCode(code).map(({ text, tone, id: at }) => (
                  <span key={at} className={tone}>
                    {text}
                  </span>
                ))}
          </pre>
        </section>
      </div>
    </section>
  );
}

const actions: Action[] = ["create", "switch", "delete", "validate"];
const actionLabels = { create: "Create", delete: "Delete", validate: "Validate destination" };

function parseAction(text: string): Action {
  return actions.find((action) => action === text) ?? "create";
}

function requestFor(
  action: Action,
  { summary, values, stored }: Pick<CodeTabProps, "summary" | "values" | "stored">,
): JobRequest | undefined {
  return action === "create" ? createRequest(values) : requestOf(action, values, { ref: summary.ref, stored });
}
