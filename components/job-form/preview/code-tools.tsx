import { SlidersHorizontal } from "lucide-react";
import { useId } from "react";
import { useFormContext } from "react-hook-form";
import { buttonStyle } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useFormSetting } from "../form-context.tsx";
import { actionsOf, QuietSelect, SnippetSwitches } from "./snippet-switches.tsx";
import { languageOrder, languages } from "./snippet-writers.ts";
import { type CodeChoice, useWrite } from "./use-code.ts";

const languageOptions = languageOrder.map((value) => ({ value, label: languages[value].label }));

type Fill = (values: JobFormValues) => { values: JobFormValues };

/** Beside the tabs: which language, which request, how it is written, and a copy of it. */
export function CodeTools({ choice, fill }: { choice: CodeChoice; fill: Fill }) {
  const { saved } = useFormSetting();
  const { getValues } = useFormContext<JobFormValues>();
  const write = useWrite(choice);
  const id = useId();
  const { language, open, switches, change } = choice;
  return (
    <>
      {languages[language].hasAction ? (
        <QuietSelect
          label="Action"
          value={switches.action}
          options={actionsOf(saved?.summary.enabled)}
          onPick={(action) => change({ action })}
        />
      ) : null}
      <QuietSelect label="Language" value={language} options={languageOptions} onPick={open} />
      <button
        type="button"
        aria-label="Code options"
        title="Code options"
        popoverTarget={id}
        className={buttonStyle({ variant: "quiet", size: "iconSmall" })}
      >
        <SlidersHorizontal aria-hidden className="size-3.5" />
      </button>
      <div id={id} popover="auto" className="popup m-0 w-60 rounded-card bg-raised p-3 text-fg shadow-pop">
        <SnippetSwitches language={language} values={switches} onChange={change} />
      </div>
      <CopyButton
        key={language}
        variant="quiet"
        isLabelHidden
        label={language === "curl" ? "Copy command" : "Copy code"}
        text={() => write(fill({ ...getValues() }).values) ?? ""}
      />
    </>
  );
}
