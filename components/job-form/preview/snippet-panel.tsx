"use client";

import { useId, useMemo, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { TabList } from "#components/ui/tabs.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type JobAction, requestOf, type SavedJob } from "#lib/snippets/job-request.ts";
import { useFormSetting } from "../form-context.tsx";
import { Piece } from "./piece.tsx";
import { colorCode } from "./snippet-color.ts";
import { SnippetSwitches, type SnippetSwitchValues } from "./snippet-switches.tsx";
import { type LoadedWriter, useWriters } from "./snippet-use-writers.ts";
import { type Language, languageOrder, languages } from "./snippet-writers.ts";

/** The very request that the button sends, or another one about the job, in the languages that people use. */
export function SnippetPanel({ values }: { values: JobFormValues }) {
  const { saved } = useFormSetting();
  const id = useId();
  const { language, writer, open } = useWriters();
  const [switches, setSwitches] = useState<SnippetSwitchValues>({
    action: saved ? "save" : "create",
    auth: "token",
    secrets: "variables",
    shell: "posix",
    version: "v5",
  });
  const snippet = useSnippet({ values, language, writer, switches });
  return (
    <section className="contain-content min-w-0 overflow-hidden rounded-card border border-line bg-raised">
      <h2 className="sr-only">Code</h2>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] border-line border-b">
        <TabList
          {...{ id, label: "Language", tabs: languageOrder, selected: language, onSelect: open }}
          labelOf={(each) => languages[each].label}
          className="col-span-2 flex flex-wrap gap-0.5 px-2 py-1.5 sm:col-span-1"
        />
        <div className="order-last flex items-end border-line border-t p-1.5 pr-3 sm:order-none sm:border-t-0">
          {snippet.code === undefined ? null : <CopyButton key={language} label="Copy" text={snippet.code} />}
        </div>
        <div className="flex flex-wrap items-center gap-2 border-line border-t px-3 py-1.5 sm:col-span-2">
          <SnippetSwitches
            language={language}
            values={switches}
            isOn={saved?.summary.enabled}
            onChange={(change) => setSwitches({ ...switches, ...change })}
          />
        </div>
      </div>
      <div id={`${id}-panel`} role="tabpanel" aria-labelledby={`${id}-${language}`}>
        <section
          aria-label={languages[language].region}
          aria-busy={writer === "loading"}
          tabIndex={0}
          translate="no"
          className="contain-content max-h-96 overflow-auto p-3 font-mono text-xs leading-5"
        >
          <pre>
            {snippet.code === undefined
              ? snippet.message
              : colorCode(snippet.code).map(({ text, tone, id: at }) => (
                  <Piece key={at} text={text} className={tone} />
                ))}
          </pre>
        </section>
      </div>
    </section>
  );
}

type Shown = { code: string } | { code?: undefined; message: string };

function useSnippet(shown: {
  values: JobFormValues;
  language: Language;
  writer: LoadedWriter;
  switches: SnippetSwitchValues;
}): Shown {
  const { values, language, writer, switches } = shown;
  const setting = useFormSetting();
  return useMemo(() => {
    if (writer === "loading") return { message: "Loading …" };
    if (writer === "failed") return { message: "This part did not load. Open the tab again." };
    const { saved, apiBase, demoToken, mode } = setting;
    const savedJob: SavedJob | undefined = saved && { ref: saved.summary.ref, stored: saved.masked };
    const { action, auth, secrets, shell, version } = switches;
    const own: JobAction = languages[language].hasAction ? action : saved ? "save" : "create";
    const code = writer({
      values,
      saved: savedJob,
      request: requestOf(own, values, savedJob),
      options: { apiBase, auth, secrets, demoToken, isLive: mode === "live" },
      shell,
      version,
    });
    return code === undefined ? { message: "# Nothing changed: there is nothing to send." } : { code };
  }, [values, language, writer, switches, setting]);
}
