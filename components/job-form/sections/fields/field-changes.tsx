import { memo } from "react";
import { Button } from "#components/ui/button.tsx";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";

/** What is odd about chosen names: they are in no list. Without a list nothing can be said. */
export function flagsOf(chosen: string[], { source, fields, removed = [] }: FieldList): Map<string, string> {
  if (fields.length === 0) return new Map();
  const names = new Set(fields.map(({ name }) => name));
  const odd = chosen.filter((name) => !names.has(name));
  return new Map(
    odd.map((name) => [name, source !== "live" ? "not in list" : removed.includes(name) ? "removed" : "unknown"]),
  );
}

type FieldChangesProps = {
  list: FieldList;
  chosen: string[];
  onAdd: (names: string[]) => void;
  onDrop: (names: string[]) => void;
};

/** What changed at Cloudflare since the bundled list, each with the one press that follows it. */
export const FieldChanges = memo(function FieldChanges({ list, chosen, onAdd, onDrop }: FieldChangesProps) {
  const added = list.fields.flatMap(({ name, isNew }) => (isNew && !chosen.includes(name) ? [name] : []));
  const gone = list.source === "live" ? [...flagsOf(chosen, list).keys()] : [];
  if (added.length + gone.length === 0) return null;
  return (
    <ul className="grid shrink-0 gap-1.5 border-line-soft border-b bg-sunken py-2 pr-4 pl-5 text-xs">
      {added.length > 0 ? (
        <Change
          text={`New since ${list.asOf ?? "the bundled list"}: ${listed(added)}`}
          action={added.length === 1 ? "Add the new one" : `Add the ${added.length} new ones`}
          onAct={() => onAdd(added)}
        />
      ) : null}
      {gone.length > 0 ? (
        <Change
          text={`Not in Cloudflare’s list, which may refuse ${gone.length === 1 ? "it" : "them"}: ${listed(gone)}`}
          action={gone.length === 1 ? "Take it out" : `Take the ${gone.length} out`}
          isWarning
          onAct={() => onDrop(gone)}
        />
      ) : null}
    </ul>
  );
});

type ChangeProps = { text: string; action: string; isWarning?: boolean; onAct: () => void };

function Change({ text, action, isWarning = false, onAct }: ChangeProps) {
  return (
    <li className="flex flex-wrap items-center gap-2">
      <span className={`min-w-0 flex-1 basis-60 [overflow-wrap:anywhere] ${isWarning ? "text-warn" : "text-info"}`}>
        {text}
      </span>
      <Button size="small" onClick={onAct}>
        {action}
      </Button>
    </li>
  );
}

/** Some names are enough to see what it is about. */
function listed(names: string[]): string {
  const shown = names.slice(0, 6).join(", ");
  return names.length > 6 ? `${shown} and ${names.length - 6} more` : shown;
}
