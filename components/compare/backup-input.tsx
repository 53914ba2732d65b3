import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";

type BackupInputProps = {
  text: string;
  onText: (text: string) => void;
  onCompare: (text: string) => void;
  isPending: boolean;
};

/** A file to choose or drop, or its text to paste. A file is compared at once; its text is not put into the page. */
export function BackupInput({ text, onText, onCompare, isPending }: BackupInputProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);

  async function take(chosen: File | undefined) {
    if (!chosen) return;
    setFile(chosen);
    onCompare(await chosen.text());
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a shortcut; the button does the same.
    <div
      className="grid gap-4 rounded-card border border-line bg-raised p-4"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        void take(event.dataTransfer.files[0]);
      }}
    >
      <div className="flex flex-wrap items-center gap-3">
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          aria-label="Backup file"
          tabIndex={-1}
          className="sr-only"
          onChange={({ target }) => {
            void take(target.files?.[0]);
            // The same file, changed since, can be chosen once more.
            target.value = "";
          }}
        />
        <Button variant="primary" aria-busy={isPending} onClick={() => picker.current?.click()}>
          <FileUp aria-hidden className="size-4" />
          Choose a file
        </Button>
        {file ? (
          <Button aria-disabled={isPending} onClick={() => void take(file)}>
            Compare again
          </Button>
        ) : null}
        <span className="min-w-0 truncate text-muted text-sm" title={file?.name}>
          {file ? file.name : "or drop one here, or paste its text below."}
        </span>
      </div>
      <form
        noValidate
        method="post"
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          setFile(null);
          onCompare(text);
        }}
      >
        <Field id="backup-text" label="Or paste jobs as JSON">
          <textarea
            {...fieldProps("backup-text", {})}
            data-slot="input"
            autoComplete="off"
            spellCheck={false}
            translate="no"
            rows={4}
            className={controlStyle({ font: "mono", className: "min-h-24 resize-y py-2 leading-5" })}
            value={text}
            onChange={({ target }) => onText(target.value)}
          />
        </Field>
        <Button type="submit" className="w-fit" aria-busy={isPending}>
          {isPending ? "Comparing…" : "Compare"}
        </Button>
      </form>
    </div>
  );
}
