import { memo, useMemo, useState } from "react";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { type FieldGroup, groupFields } from "#lib/logpush/datasets/group-fields.ts";
import { FieldGroupRow, groupKey } from "./field-group.tsx";
import { FieldOption } from "./field-option.tsx";
import { useRoving } from "./use-roving.ts";

type OptionListProps = {
  id: string;
  /** The whole list: families do not change while one searches. */
  known: LogField[];
  shown: LogField[];
  dataset: string;
  chosen: string[];
  isLoading: boolean;
  isSearching: boolean;
  emptyText: string;
  /** What a field costs a month, by its name. */
  costs: ReadonlyMap<string, string> | undefined;
  onToggle: (name: string, isChosen: boolean) => void;
  onAdd: (names: string[]) => void;
  onDrop: (names: string[]) => void;
};

/** The dataset's fields in their families, as one tab stop. */
export const OptionList = memo(function OptionList(props: OptionListProps) {
  const { id, known, shown, dataset, chosen, isLoading, isSearching, emptyText, costs, onToggle, onAdd, onDrop } =
    props;
  const [folded, setFolded] = useState<string[]>([]);
  const chosenNames = useMemo(() => new Set(chosen), [chosen]);
  const [first] = useState(chosenNames);
  // What was chosen before stands first, and stays there.
  const families = useMemo(() => {
    const has = ({ fields }: FieldGroup) => fields.some(({ name }) => first.has(name));
    const all = groupFields(known);
    return [...all.filter(has), ...all.filter((group) => !has(group))];
  }, [known, first]);
  const groups = useMemo(() => {
    const names = new Set(shown.map(({ name }) => name));
    return families
      .map((group) => ({ ...group, fields: group.fields.filter(({ name }) => names.has(name)) }))
      .filter(({ fields }) => fields.length > 0);
  }, [families, shown]);
  const isOpen = (name: string) => isSearching || !folded.includes(name);
  const keys = groups.flatMap(({ name, fields }) => [
    ...(name === "" ? [] : [groupKey(name), groupKey(name, "all"), groupKey(name, "none")]),
    ...(isOpen(name) ? fields.map((field) => field.name) : []),
  ]);
  const { stop, props: roving } = useRoving(keys);

  const optionsOf = (fields: LogField[]) =>
    fields.map((field) => (
      <FieldOption
        key={field.name}
        field={field}
        dataset={dataset}
        isChosen={chosenNames.has(field.name)}
        isTabStop={field.name === stop}
        cost={costs?.get(field.name)}
        onToggle={onToggle}
      />
    ));

  return (
    <ul
      id={id}
      aria-label="Available fields"
      aria-busy={isLoading}
      className="relative min-h-28 flex-1 pb-2 sm:overflow-y-auto"
      {...roving}
    >
      {groups.map((group) => {
        const names = group.fields.map(({ name }) => name);
        return group.name === "" ? (
          <li key="">
            <ul aria-label="All fields" className="py-1">
              {optionsOf(group.fields)}
            </ul>
          </li>
        ) : (
          <FieldGroupRow
            key={group.name}
            group={group}
            chosenCount={names.filter((name) => chosenNames.has(name)).length}
            isOpen={isOpen(group.name)}
            stop={stop}
            onFold={() =>
              setFolded(
                folded.includes(group.name) ? folded.filter((name) => name !== group.name) : [...folded, group.name],
              )
            }
            onAll={() => onAdd(names)}
            onNone={() => onDrop(names)}
          >
            {optionsOf(group.fields)}
          </FieldGroupRow>
        );
      })}
      {groups.length === 0 ? <li className="px-5 py-4 text-muted">{emptyText}</li> : null}
    </ul>
  );
});
