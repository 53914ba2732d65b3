import { useMemo } from "react";
import { flushSync } from "react-dom";
import { useFormContext, useWatch } from "react-hook-form";
import { appendTo, moveAt, nodeAt, pathToRemove, removeAt, replaceAt } from "#lib/logpush/filter/edit-filter.ts";
import type { FilterNode, FilterPath, Group } from "#lib/logpush/filter/filter-node.ts";
import { formatFilter, parseFilter } from "#lib/logpush/filter/parse-filter.ts";
import { isEmptyFilter } from "#lib/logpush/filter/unescape-filter.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { asTyped } from "../../use-field.ts";

export type Direction = "up" | "down";

/** What the builder's buttons and inputs do. Each reads the filter's text, changes it, and writes it back. */
export type FilterEdits = {
  replace: (path: FilterPath, node: FilterNode) => void;
  addCondition: (path: FilterPath) => void;
  addGroup: (path: FilterPath) => void;
  remove: (path: FilterPath) => void;
  move: (path: FilterPath, direction: Direction) => void;
};

const emptyRoot: Group = { join: "and", children: [] };
const newCondition = { key: "", operator: "eq", value: "" };

/** The element id of a part's control: `filter-1-0-key`. */
export function partId(path: FilterPath, part: string): string {
  return ["filter", ...path, part].join("-");
}

/** The filter's text in the form, which is its only state, and what it holds. */
export function useFilter() {
  const { getValues, setValue } = useFormContext<JobFormValues>();
  const text = useWatch<JobFormValues, "filter">({ name: "filter" });
  // Written out, no filter is sent as it stands, so that nothing that was stored changes.
  const parsed = useMemo(() => parseFilter(isEmptyFilter(text) ? "" : text), [text]);
  const edits = useMemo((): FilterEdits => {
    const read = () => {
      const typed = getValues("filter");
      const current = parseFilter(isEmptyFilter(typed) ? "" : typed);
      return (current.ok ? current.value : undefined) ?? emptyRoot;
    };
    const write = (root: Group, options: { shouldValidate?: boolean } = asTyped) =>
      setValue("filter", root.children.length === 0 ? "" : formatFilter(root), { ...asTyped, ...options });
    const add = (path: FilterPath, node: FilterNode, focused: FilterPath) => {
      const edit = appendTo(read(), path, node);
      // What has just been added is incomplete; that is no news.
      focusAfter(() => write(edit.root, { shouldValidate: false }), partId([...edit.path, ...focused], "key"));
    };
    return {
      replace: (path, node) => write(replaceAt(read(), path, node)),
      addCondition: (path) => add(path, newCondition, []),
      addGroup: (path) => {
        const around = nodeAt(read(), path);
        const join = around && "join" in around && around.join === "and" ? "or" : "and";
        add(path, { join, children: [newCondition] }, [0]);
      },
      remove: (path) => {
        const before = read();
        const root = removeAt(before, path);
        focusAfter(() => write(root), idAfterRemoval(root, pathToRemove(before, path)));
      },
      move: (path, direction) => {
        const edit = moveAt(read(), path, direction);
        if (!edit) return;
        const isStuck = moveAt(edit.root, edit.path, direction) === undefined;
        const onward = direction === "up" ? "down" : "up";
        focusAfter(() => write(edit.root), partId(edit.path, isStuck ? onward : direction));
      },
    };
  }, [getValues, setValue]);
  const setText = (typed: string) => setValue("filter", typed, asTyped);
  return { text, parsed, root: (parsed.ok && parsed.value) || emptyRoot, edits, setText };
}

/** Renders the change and moves the focus at once: a key pressed right after it must meet the same part, not its old place. */
function focusAfter(change: () => void, id: string): void {
  flushSync(change);
  document.getElementById(id)?.focus();
}

/** What gets the focus: what took the removed part's place, else what stood before it, else the button that adds. */
function idAfterRemoval(root: Group, removed: FilterPath): string {
  const groupPath = removed.slice(0, -1);
  const place = removed.at(-1) ?? 0;
  const next = [place, place - 1].map((other) => [...groupPath, other]).find((path) => nodeAt(root, path));
  return next ? partId(next, "remove") : partId(groupPath, "add");
}
