import { type ReactNode, useId } from "react";
import { Button } from "#components/ui/button.tsx";
import type { JobAction } from "#lib/snippets/job-request.ts";
import type { Shell } from "#lib/snippets/shell-dialect.ts";
import type { SnippetOptions } from "#lib/snippets/snippet.ts";
import type { ProviderVersion } from "#lib/snippets/terraform.ts";
import { type Language, languages } from "./snippet-writers.ts";

export type SnippetSwitchValues = Pick<SnippetOptions, "auth" | "secrets"> & {
  action: JobAction;
  shell: Shell;
  version: ProviderVersion;
};

/** What the tab's snippet is about and how it is written. `isOn` is the saved job's state; absent for a new one. */
export function SnippetSwitches({
  language,
  values,
  isOn,
  onChange,
}: {
  language: Language;
  values: SnippetSwitchValues;
  isOn?: boolean;
  onChange: (change: Partial<SnippetSwitchValues>) => void;
}) {
  const { hasAction, hasKeyAndEmail } = languages[language];
  const { action, auth, secrets, shell, version } = values;
  return (
    <>
      {hasAction ? (
        <SmallSelect
          label="Action"
          value={action}
          options={actionsOf(isOn)}
          onPick={(to) => onChange({ action: to })}
        />
      ) : null}
      {language === "curl" ? (
        <SmallSelect
          isLabelHidden
          label="Shell"
          value={shell}
          options={shells}
          onPick={(to) => onChange({ shell: to })}
        />
      ) : null}
      {language === "terraform" ? (
        <SmallSelect
          isLabelHidden
          label="Provider"
          value={version}
          options={versions}
          onPick={(to) => onChange({ version: to })}
        />
      ) : null}
      <Button
        size="small"
        className={pressedStyle}
        aria-pressed={secrets === "inline"}
        onClick={() => onChange({ secrets: secrets === "inline" ? "variables" : "inline" })}
      >
        Secrets inline
      </Button>
      {hasKeyAndEmail ? (
        <Button
          size="small"
          className={pressedStyle}
          aria-pressed={auth === "key"}
          onClick={() => onChange({ auth: auth === "key" ? "token" : "key" })}
        >
          Key and email
        </Button>
      ) : null}
    </>
  );
}

const pressedStyle = "aria-pressed:border-accent aria-pressed:bg-accent-soft";

type Option<T extends string> = { value: T; label: ReactNode };

const shells: Option<Shell>[] = [
  { value: "posix", label: "bash, zsh, sh" },
  { value: "fish", label: "fish" },
];

const versions: Option<ProviderVersion>[] = [
  { value: "v5", label: "provider version 5" },
  { value: "v4", label: "provider version 4" },
];

function actionsOf(isOn: boolean | undefined): Option<JobAction>[] {
  const validate: Option<JobAction> = { value: "validate", label: "Validate destination" };
  if (isOn === undefined) return [{ value: "create", label: "Create" }, validate];
  return [
    { value: "save", label: "Save changes" },
    { value: "switch", label: isOn ? "Disable" : "Enable" },
    { value: "delete", label: "Delete" },
    validate,
  ];
}

function SmallSelect<T extends string>({
  label,
  isLabelHidden = false,
  value,
  options,
  onPick,
}: {
  label: string;
  /** Where the options speak for themselves. */
  isLabelHidden?: boolean;
  value: T;
  options: Option<T>[];
  onPick: (value: T) => void;
}) {
  const id = useId();
  return (
    <span className="flex items-center gap-1.5">
      <label htmlFor={id} className={isLabelHidden ? "sr-only" : "text-muted text-xs"}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => {
          const picked = options[target.selectedIndex];
          if (picked) onPick(picked.value);
        }}
        className="h-7 rounded-control border border-line-strong bg-raised px-1.5 text-fg text-xs"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
    </span>
  );
}
