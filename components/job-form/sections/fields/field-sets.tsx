import { useId, useRef, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input } from "#components/ui/input.tsx";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { checkFieldSet, type FieldSet, mergeFieldSets } from "#lib/logpush/datasets/field-sets.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { ShareSets } from "./share-sets.tsx";
import { loadSets, storeSets } from "./stored-sets.ts";

type FieldSetsProps = { dataset: string; known: LogField[]; chosen: string[]; onChoose: (names: string[]) => void };

/** Named choices of fields, kept in this browser. They hold names of fields and nothing else. */
export function FieldSets({ dataset, known, chosen, onChoose }: FieldSetsProps) {
  const [sets, setSets] = useState(loadSets);
  const [said, setSaid] = useState("");
  const [deleted, setDeleted] = useState<FieldSet>();
  const nameInput = useRef<HTMLInputElement>(null);
  const own = sets.filter((set) => set.dataset === dataset);

  /** Another tab may have kept sets meanwhile, so what is stored is read again. */
  function keep(change: (stored: FieldSet[]) => FieldSet[], done: string) {
    const next = change(loadSets());
    setSets(next);
    setSaid(storeSets(next) ? done : "This browser does not allow storage. The set is lost after a reload.");
  }

  function apply({ name, fieldNames }: FieldSet) {
    const names = new Set(known.map((field) => field.name));
    const missing = known.length === 0 ? 0 : fieldNames.filter((field) => !names.has(field)).length;
    onChoose(fieldNames);
    setSaid(`“${name}” is chosen: ${countOf(fieldNames)}${missing > 0 ? `, ${missing} of them not in the list` : ""}.`);
  }

  function remove(set: FieldSet) {
    keep(
      (stored) => stored.filter((other) => other.name !== set.name || other.dataset !== set.dataset),
      `“${set.name}” is deleted.`,
    );
    setDeleted(set);
    nameInput.current?.focus();
  }

  return (
    <div className="grid gap-3 text-xs">
      {own.length > 0 ? (
        <ul aria-label="Sets of this dataset" className="grid gap-1">
          {own.map((set) => (
            <li key={set.name} className="flex flex-wrap items-center gap-2">
              <span className="min-w-0 font-medium [overflow-wrap:anywhere]">{set.name}</span>
              <span className="mr-auto text-muted">{countOf(set.fieldNames)}</span>
              <Button size="small" aria-label={`Apply ${set.name}`} onClick={() => apply(set)}>
                Apply
              </Button>
              <Button size="small" variant="quiet" aria-label={`Delete ${set.name}`} onClick={() => remove(set)}>
                Delete
              </Button>
            </li>
          ))}
        </ul>
      ) : (
        <p className="text-muted">No set for this dataset yet. Choose fields, then save them under a name.</p>
      )}
      <SaveSet
        ref={nameInput}
        sets={sets}
        dataset={dataset}
        chosen={chosen}
        onSave={(set) => keep((stored) => mergeFieldSets(stored, [set]), `“${set.name}” is saved in this browser.`)}
      />
      <div className="flex flex-wrap items-center gap-2">
        <p role="status" className="[overflow-wrap:anywhere]">
          {said}
        </p>
        {deleted ? (
          <Button
            size="small"
            onClick={() => {
              keep((stored) => mergeFieldSets(stored, [deleted]), `“${deleted.name}” restored.`);
              setDeleted(undefined);
              nameInput.current?.focus();
            }}
          >
            Undo deleting {deleted.name}
          </Button>
        ) : null}
      </div>
      <ShareSets
        sets={sets}
        onImport={(added) => keep((stored) => mergeFieldSets(stored, added), importedText(added, dataset))}
      />
    </div>
  );
}

type SaveSetProps = {
  ref: React.Ref<HTMLInputElement>;
  sets: FieldSet[];
  dataset: string;
  chosen: string[];
  onSave: (set: FieldSet) => void;
};

function SaveSet({ ref, sets, dataset, chosen, onSave }: SaveSetProps) {
  const id = useId();
  const [name, setName] = useState("");
  const [error, setError] = useState<string>();
  const isThere = sets.some((set) => set.dataset === dataset && set.name === name.trim());

  function save() {
    const found = checkFieldSet(name, sets);
    setError(found ? inSentences(found) : undefined);
    if (found || chosen.length === 0) return;
    onSave({ name: name.trim(), dataset, fieldNames: chosen });
    setName("");
  }

  return (
    <div className="flex flex-wrap items-start gap-2">
      <Field id={id} label="Set name" isLabelHidden error={error} className="min-w-40 flex-1">
        <Input
          ref={ref}
          {...fieldProps(id, { error })}
          placeholder="Name of a set"
          value={name}
          onChange={(event) => setName(event.target.value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            save();
          }}
        />
      </Field>
      <Button aria-disabled={chosen.length === 0} onClick={save}>
        {isThere ? "Replace set" : "Save as set"}
      </Button>
    </div>
  );
}

function countOf(names: string[]): string {
  return names.length === 1 ? "1 field" : `${names.length} fields`;
}

function importedText(added: FieldSet[], dataset: string): string {
  const own = added.filter((set) => set.dataset === dataset).length;
  return `${added.length === 1 ? "1 set" : `${added.length} sets`} imported, ${own} of them for this dataset.`;
}
