import { type ReactNode, useId } from "react";
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

type Change = (change: Partial<SnippetSwitchValues>) => void;

/** How the code is written: what is chosen once and then stays. */
export function SnippetSwitches({
  language,
  values: { auth, secrets, shell, version },
  onChange,
}: {
  language: Language;
  values: SnippetSwitchValues;
  onChange: Change;
}) {
  return (
    <div className="grid gap-2.5 text-xs">
      {language === "curl" ? (
        <Row>
          <QuietSelect
            label="Shell"
            isLabelShown
            value={shell}
            options={shells}
            onPick={(to) => onChange({ shell: to })}
          />
        </Row>
      ) : null}
      {language === "terraform" ? (
        <Row>
          <QuietSelect
            label="Provider"
            isLabelShown
            value={version}
            options={versions}
            onPick={(to) => onChange({ version: to })}
          />
        </Row>
      ) : null}
      <Check
        label="Inline secrets"
        isOn={secrets === "inline"}
        onPick={(isOn) => onChange({ secrets: isOn ? "inline" : "variables" })}
      />
      {languages[language].hasKeyAndEmail ? (
        <Check
          label="Use API key"
          isOn={auth === "key"}
          onPick={(isOn) => onChange({ auth: isOn ? "key" : "token" })}
        />
      ) : null}
    </div>
  );
}

function Row({ children }: { children: ReactNode }) {
  return <div className="flex items-center justify-between gap-2">{children}</div>;
}

function Check({ label, isOn, onPick }: { label: string; isOn: boolean; onPick: (isOn: boolean) => void }) {
  return (
    <label className="flex min-h-6 items-center gap-2">
      <input type="checkbox" className="check" checked={isOn} onChange={(event) => onPick(event.target.checked)} />
      {label}
    </label>
  );
}

type Option<T extends string> = { value: T; label: string };

const shells: Option<Shell>[] = [
  { value: "posix", label: "bash, zsh, sh" },
  { value: "fish", label: "fish" },
];

const versions: Option<ProviderVersion>[] = [
  { value: "v5", label: "provider version 5" },
  { value: "v4", label: "provider version 4" },
];

/** What can be asked of the API. `isOn` is the saved job's state; absent for a new one. */
export function actionsOf(isOn: boolean | undefined): Option<JobAction>[] {
  const validate: Option<JobAction> = { value: "validate", label: "Validate destination" };
  if (isOn === undefined) return [{ value: "create", label: "Create" }, validate];
  return [
    { value: "save", label: "Save changes" },
    { value: "switch", label: isOn ? "Disable" : "Enable" },
    { value: "delete", label: "Delete" },
    validate,
  ];
}

/** A select that looks like a quiet button, as wide as what is chosen. */
export function QuietSelect<T extends string>({
  label,
  isLabelShown = false,
  value,
  options,
  onPick,
}: {
  label: string;
  isLabelShown?: boolean;
  value: T;
  options: Option<T>[];
  onPick: (value: T) => void;
}) {
  const id = useId();
  return (
    <>
      <label htmlFor={id} className={isLabelShown ? "text-muted" : "sr-only"}>
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={({ target }) => {
          const picked = options[target.selectedIndex];
          if (picked) onPick(picked.value);
        }}
        className="field-sizing-content h-7 max-w-32 cursor-pointer truncate rounded-control bg-transparent pr-6 pl-1 font-medium text-muted text-xs hover:bg-hover hover:text-fg"
      >
        {options.map((option) => (
          <option key={option.value} value={option.value} className="bg-raised text-fg">
            {option.label}
          </option>
        ))}
      </select>
    </>
  );
}
