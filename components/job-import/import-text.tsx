import type { KeyboardEvent } from "react";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";
import { detectImport } from "#lib/logpush/import/detect.ts";
import { type AppError, inSentences } from "#lib/logpush/result.ts";

const kinds = {
  curl: "This looks like a shell command. It is only read, not run.",
  json: "This looks like JSON.",
  terraform: "This looks like Terraform. Your Headgate server parses it and stores nothing.",
  destination: "This looks like a destination string.",
  powershell: "This looks like PowerShell. It is only read, not run.",
  code: "This looks like code. Only the job’s literals are read. Nothing is run.",
};

type ImportTextProps = {
  text: string;
  /** What was found takes the room. */
  isRead: boolean;
  error?: AppError;
  onTake: (text: string, isPaste: boolean) => void;
  onGoOn: () => void;
};

/** The pasted text, as it is. Without a name, and so without a place in any of the browser's memories. */
export function ImportText({ text, isRead, error, onTake, onGoOn }: ImportTextProps) {
  const id = "import-text";
  const kind = detectImport(text);
  const shownError = error ? inSentences(error) : undefined;
  const help = kind
    ? kinds[kind]
    : "Also PowerShell, Pulumi, SDK code, Terraform plans and state, API responses, and parts of these. Nothing is run. Credentials aren't imported.";

  function press(event: KeyboardEvent) {
    if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    onGoOn();
  }

  return (
    <Field
      id={id}
      label="Paste a curl command, JSON, Terraform, code or a destination string"
      help={<span aria-live="polite">{help}</span>}
      error={shownError}
    >
      <textarea
        {...fieldProps(id, { error: shownError, help })}
        data-slot="input"
        autoComplete="off"
        autoCapitalize="off"
        autoCorrect="off"
        spellCheck={false}
        translate="no"
        className={controlStyle({
          font: "mono",
          className: `resize-y py-2 leading-5 ${isRead ? "min-h-24" : "min-h-48 sm:min-h-56"}`,
        })}
        value={text}
        onChange={({ target, nativeEvent }) =>
          onTake(target.value, nativeEvent instanceof InputEvent && nativeEvent.inputType === "insertFromPaste")
        }
        onKeyDown={press}
      />
    </Field>
  );
}
