"use client";

import { Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import { renameView, type SavedView, saveView } from "#lib/logpush/list/saved-views.ts";

type ViewsDialogProps = {
  kind: "save" | "manage";
  /** The view to save. */
  query: string;
  views: SavedView[];
  onSave: (views: SavedView[]) => void;
  onClose: () => void;
};

/** Names a new view, or changes those that there are. */
export function ViewsDialog({ kind, query, views, onSave, onClose }: ViewsDialogProps) {
  return (
    <Dialog title={kind === "save" ? "Save view" : "Manage views"} isOpen onClose={onClose}>
      {kind === "save" ? (
        <SaveForm
          onCancel={onClose}
          onName={(name) => {
            onSave(saveView(views, { name, query }));
            onClose();
          }}
        />
      ) : (
        <ViewList views={views} onSave={onSave} onClose={onClose} />
      )}
    </Dialog>
  );
}

const help = "Saved in this browser.";

function SaveForm({ onName, onCancel }: { onName: (name: string) => void; onCancel: () => void }) {
  const [name, setName] = useState("");
  function submit(event: FormEvent) {
    event.preventDefault();
    if (name.trim() !== "") onName(name);
  }
  return (
    <form onSubmit={submit} className="grid gap-4">
      <Field id="view-name" label="Name" help={help}>
        <Input
          {...fieldProps("view-name", { help })}
          value={name}
          maxLength={60}
          onChange={(event) => setName(event.target.value)}
        />
      </Field>
      <div className="flex justify-end gap-2">
        <Button onClick={onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" disabled={name.trim() === ""}>
          Save
        </Button>
      </div>
    </form>
  );
}

function ViewList({ views, onSave, onClose }: Pick<ViewsDialogProps, "views" | "onSave" | "onClose">) {
  return (
    <div className="grid gap-4">
      {views.length === 0 ? <p className="text-muted">No saved views.</p> : null}
      <ul className="grid gap-2">
        {views.map(({ name }) => (
          <li key={name} className="flex gap-2">
            <Input
              aria-label={`Name of ${name}`}
              defaultValue={name}
              maxLength={60}
              onBlur={(event) => onSave(renameView(views, name, event.target.value))}
            />
            <Button
              variant="quiet"
              size="icon"
              aria-label={`Delete ${name}`}
              onClick={() => onSave(views.filter((one) => one.name !== name))}
            >
              <Trash2 aria-hidden className="size-4" />
            </Button>
          </li>
        ))}
      </ul>
      <div className="flex justify-end">
        <Button onClick={onClose}>Done</Button>
      </div>
    </div>
  );
}
