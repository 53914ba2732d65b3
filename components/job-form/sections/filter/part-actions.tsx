"use client";

import { ArrowDown, ArrowUp, X } from "lucide-react";
import { Button } from "#components/ui/button.tsx";
import { moveAt } from "#lib/logpush/filter/edit-filter.ts";
import type { FilterPath } from "#lib/logpush/filter/filter-node.ts";
import { useBuilder } from "./builder-context.tsx";
import { type Direction, partId } from "./use-filter.ts";

/** Move up, move down (into and out of groups) and remove, for the part called `name`. */
export function PartActions({ path, name }: { path: FilterPath; name: string }) {
  const { edits } = useBuilder();
  return (
    <div className="flex shrink-0">
      <MoveButton path={path} name={name} direction="up" />
      <MoveButton path={path} name={name} direction="down" />
      <Button
        id={partId(path, "remove")}
        variant="quiet"
        size="iconSmall"
        aria-label={`Remove ${name}`}
        title={`Remove ${name}`}
        onClick={() => edits.remove(path)}
      >
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  );
}

function MoveButton({ path, name, direction }: { path: FilterPath; name: string; direction: Direction }) {
  const { root, edits } = useBuilder();
  const Arrow = direction === "up" ? ArrowUp : ArrowDown;
  const label = `Move ${name} ${direction}`;
  return (
    <Button
      id={partId(path, direction)}
      variant="quiet"
      size="iconSmall"
      aria-label={label}
      title={label}
      disabled={moveAt(root, path, direction) === undefined}
      onClick={() => edits.move(path, direction)}
    >
      <Arrow aria-hidden className="size-4" />
    </Button>
  );
}
