import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { controlStyle } from "#components/ui/input.tsx";

/** A chosen file, or a pasted text. */
export type Backup = File | string;

type BackupInputProps = {
  backup: Backup | null;
  onCompare: (backup: Backup) => void;
  /** Nothing can be compared now. */
  isBusy: boolean;
  isPending: boolean;
};

/** A file to choose or drop, or its text to paste. A file is compared at once; its text is not put into the page. */
export function BackupInput({ backup, onCompare, isBusy, isPending }: BackupInputProps) {
  const picker = useRef<HTMLInputElement>(null);
  const [text, setText] = useState(typeof backup === "string" ? backup : "");
  const file = backup !== null && typeof backup !== "string" ? backup : null;

  function take(files: FileList | null) {
    const [chosen] = files ?? [];
    if (chosen) onCompare(chosen);
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a shortcut; the button does the same.
    <div
      className="grid grid-cols-[minmax(0,1fr)] gap-4 lg:grid-cols-2"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        take(event.dataTransfer.files);
      }}
    >
      <div className="grid content-center justify-items-center gap-3 rounded-card border border-line-strong border-dashed bg-raised px-4 py-8 text-center">
        <FileUp aria-hidden className="size-5 text-muted max-sm:hidden" />
        <p className="min-w-0 max-w-full truncate text-muted" title={file?.name}>
          {file ? <span className="font-medium text-fg">{file.name}</span> : "Drop a file here, or"}
        </p>
        <input
          ref={picker}
          type="file"
          accept=".json,application/json"
          aria-label="Backup file"
          tabIndex={-1}
          className="sr-only"
          onChange={({ target }) => {
            take(target.files);
            // The same file, changed since, can be chosen once more.
            target.value = "";
          }}
        />
        <div className="flex flex-wrap justify-center gap-2">
          <Button variant="primary" aria-disabled={isBusy} onClick={() => isBusy || picker.current?.click()}>
            Choose a file
          </Button>
          {file ? (
            <Button aria-disabled={isBusy} aria-busy={isPending} onClick={() => onCompare(file)}>
              Compare again
            </Button>
          ) : null}
        </div>
      </div>
      <form
        noValidate
        method="post"
        className="grid grid-cols-[minmax(0,1fr)] gap-3 rounded-card border border-line bg-raised p-4"
        onSubmit={(event) => {
          event.preventDefault();
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
            className={controlStyle({ font: "mono", className: "min-h-28 resize-y py-2 leading-5" })}
            value={text}
            onChange={({ target }) => setText(target.value)}
          />
        </Field>
        <Button type="submit" className="w-fit" aria-disabled={isBusy} aria-busy={isPending}>
          {isPending ? "Comparing…" : "Compare"}
        </Button>
      </form>
    </div>
  );
}
