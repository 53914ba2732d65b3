"use client";

import { Plus } from "lucide-react";
import { Fragment } from "react";
import { Button } from "#components/ui/button.tsx";
import { Select } from "#components/ui/input.tsx";
import { type FilterPath, type Group, isGroup } from "#lib/logpush/filter/filter-node.ts";
import { useBuilder } from "./builder-context.tsx";
import { ConditionRow } from "./condition-row.tsx";
import { PartActions } from "./part-actions.tsx";
import { PartMessages } from "./part-messages.tsx";
import { placeName } from "./place-name.ts";
import { partId } from "./use-filter.ts";

/** A group with its parts; the top one, at an empty path, has no frame and stays. */
export function GroupBox({ group, path }: { group: Group; path: FilterPath }) {
  const isTop = path.length === 0;
  const name = `group ${placeName(path)}`;
  // Deep inside, the frames would leave no room for what they hold.
  const frame =
    path.length > 4 ? "border-line border-l-2 pl-1" : "rounded-card border border-line bg-sunken p-2 sm:p-3";
  return (
    <fieldset className={`min-w-0 ${isTop ? "" : frame}`} aria-describedby={partId(path, "messages")}>
      <legend className="sr-only">{isTop ? "Conditions of the filter" : `Group ${placeName(path)}`}</legend>
      <div className="grid gap-2">
        <div className="flex items-center justify-between gap-2 empty:hidden">
          {!isTop || group.children.length > 1 ? <JoinSelect group={group} path={path} /> : null}
          {isTop ? null : <PartActions path={path} name={name} />}
        </div>
        {group.children.map((child, place) => {
          const childPath = [...path, place];
          return (
            <Fragment key={childPath.join(".")}>
              {place === 0 ? null : <p className="-my-1 pl-1 font-medium text-muted text-xs">{group.join}</p>}
              {isGroup(child) ? (
                <GroupBox group={child} path={childPath} />
              ) : (
                <ConditionRow condition={child} path={childPath} />
              )}
            </Fragment>
          );
        })}
        <PartMessages path={path} />
        <AddButtons path={path} name={isTop ? "" : name} />
      </div>
    </fieldset>
  );
}

function JoinSelect({ group, path }: { group: Group; path: FilterPath }) {
  const { edits } = useBuilder();
  const id = partId(path, "join");
  return (
    <div className="flex min-w-0 flex-wrap items-center gap-2 text-muted text-xs">
      <label htmlFor={id}>{path.length === 0 ? "Keep logs that meet" : "Meet"}</label>
      <Select
        id={id}
        className="h-7! w-auto! text-xs!"
        value={group.join}
        onChange={(event) => edits.replace(path, { ...group, join: event.target.value === "or" ? "or" : "and" })}
      >
        <option value="and">all of these (and)</option>
        <option value="or">any of these (or)</option>
      </Select>
    </div>
  );
}

function AddButtons({ path, name }: { path: FilterPath; name: string }) {
  const { edits } = useBuilder();
  const place = name === "" ? null : <span className="sr-only"> to {name}</span>;
  return (
    <div className="flex flex-wrap gap-2">
      <Button id={partId(path, "add")} size="small" onClick={() => edits.addCondition(path)}>
        <Plus aria-hidden className="size-3.5" />
        <span>Add condition{place}</span>
      </Button>
      <Button size="small" variant="quiet" onClick={() => edits.addGroup(path)}>
        <Plus aria-hidden className="size-3.5" />
        <span>Add group{place}</span>
      </Button>
    </div>
  );
}
