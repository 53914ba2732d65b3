import { Eye, EyeOff } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { checkPair } from "#lib/logpush/destination/check-pair.ts";
import { inSentences } from "#lib/logpush/result.ts";
import type { HeaderGroup } from "#lib/logpush/rotate/rotation.ts";
import { MixedValues } from "./mixed-values.tsx";
import { RotationJobs } from "./rotation-jobs.tsx";

type RotationChoiceProps = {
  groups: HeaderGroup[];
  group: HeaderGroup;
  chosen: ReadonlySet<string>;
  isBusy: boolean;
  onChooseHeader: (name: string) => void;
  onChoose: (keys: ReadonlySet<string>) => void;
  onPreview: (value: string) => void;
};

/** Which header, in which jobs, and its new value, which is held in this field alone. */
export function RotationChoice({
  groups,
  group,
  chosen,
  isBusy,
  onChooseHeader,
  onChoose,
  onPreview,
}: RotationChoiceProps) {
  // Not controlled: React writes the value of a controlled input into the document.
  const input = useRef<HTMLInputElement>(null);
  const [isShown, setIsShown] = useState(false);
  const [problem, setProblem] = useState<{ value?: string; jobs?: string }>({});

  function submit() {
    const value = input.current?.value ?? "";
    const wrong = checkPair({ kind: "header", name: group.name, value }, "header");
    const found = {
      value: value === "" ? "Enter the new value." : wrong ? inSentences(wrong) : undefined,
      jobs: chosen.size === 0 ? "Choose at least one job." : undefined,
    };
    setProblem(found);
    if (found.value) return input.current?.focus();
    if (found.jobs) return document.getElementById("rotation-search")?.focus();
    onPreview(value);
  }

  return (
    <form
      noValidate
      method="post"
      aria-label="Rotation"
      className="grid gap-5"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <div className="grid gap-4 sm:grid-cols-2">
        <Field id="header" label="Header">
          <Select id="header" value={group.name} onChange={(event) => onChooseHeader(event.target.value)}>
            {groups.map(({ name, jobCount, values }) => (
              <option key={name} value={name}>
                {name} ({jobCount} {jobCount === 1 ? "job" : "jobs"}, {values.length}{" "}
                {values.length === 1 ? "value" : "values"})
              </option>
            ))}
          </Select>
        </Field>
        <Field id="new-value" label="New value" error={problem.value} help="Plain text. Not stored by Headgate.">
          <div className="relative">
            <Input
              type={isShown ? "text" : "password"}
              font="mono"
              autoComplete="new-password"
              className="pr-11"
              ref={input}
              {...fieldProps("new-value", { error: problem.value, help: "help" })}
            />
            <Button
              variant="quiet"
              size="iconSmall"
              aria-label="Show new value"
              aria-pressed={isShown}
              onClick={() => setIsShown(!isShown)}
              className="absolute top-1 right-1"
            >
              {isShown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
            </Button>
          </div>
        </Field>
      </div>
      <MixedValues group={group} chosen={chosen} />
      <RotationJobs group={group} chosen={chosen} onChoose={onChoose} error={problem.jobs} />
      <Button type="submit" variant="primary" className="w-fit" disabled={isBusy} aria-busy={isBusy}>
        {isBusy ? "Reading the jobs…" : "Preview"}
      </Button>
    </form>
  );
}
