import { useMemo, useState } from "react";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { type JobAction, requestOf, type SavedJob } from "#lib/snippets/job-request.ts";
import { markSecrets, maskMarks } from "#lib/snippets/masked-values.ts";
import { useFormSetting } from "../form-context.tsx";
import { useShowSecrets } from "../show-secrets.tsx";
import type { SnippetSwitchValues } from "./snippet-switches.tsx";
import { type LoadedWriter, useWriters } from "./snippet-use-writers.ts";
import { type Language, languages } from "./snippet-writers.ts";

export type CodeChoice = {
  language: Language;
  writer: LoadedWriter;
  open: (language: Language) => void;
  switches: SnippetSwitchValues;
  change: (change: Partial<SnippetSwitchValues>) => void;
};

/** Which code is shown: its language, and how it is written. */
export function useCodeChoice(): CodeChoice {
  const { saved } = useFormSetting();
  const { language, writer, open } = useWriters();
  const [switches, setSwitches] = useState<SnippetSwitchValues>({
    action: saved ? "save" : "create",
    auth: "token",
    secrets: "variables",
    shell: "posix",
    version: "v5",
  });
  const change = (changed: Partial<SnippetSwitchValues>) => setSwitches({ ...switches, ...changed });
  return { language, writer, open, switches, change };
}

/** Writes the chosen code of a form's values; undefined where there is nothing to send, or no writer yet. */
export function useWrite({ language, writer, switches }: CodeChoice): (values: JobFormValues) => string | undefined {
  const { saved, apiBase, demoToken, mode } = useFormSetting();
  return useMemo(() => {
    const savedJob: SavedJob | undefined = saved && { ref: saved.summary.ref, stored: saved.masked };
    const { action, auth, secrets, shell, version } = switches;
    const own: JobAction = languages[language].hasAction ? action : saved ? "save" : "create";
    const options = { apiBase, auth, secrets, demoToken, isLive: mode === "live" };
    return (values) => {
      if (typeof writer !== "function") return undefined;
      const request = requestOf(own, values, savedJob);
      return writer({ values, saved: savedJob, request, options, shell, version });
    };
  }, [saved, apiBase, demoToken, mode, language, writer, switches]);
}

/** The code as it is looked at: typed secrets are masked unless the page shows them. */
export function useShownCode(choice: CodeChoice, values: JobFormValues): { code: string; isReady: boolean } {
  const write = useWrite(choice);
  const { isShown } = useShowSecrets();
  return useMemo(() => {
    if (choice.writer === "loading") return { code: "Loading…", isReady: false };
    if (choice.writer === "failed")
      return { code: "Could not load this part. Choose the language again.", isReady: true };
    const marked = isShown ? undefined : markSecrets(values);
    const code = marked ? maskMarks(write(marked) ?? "") : (write(values) ?? "");
    return { code: code === "" ? "# No changes" : code, isReady: true };
  }, [choice.writer, isShown, values, write]);
}
