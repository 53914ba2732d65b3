"use client";

import { createContext, useContext } from "react";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import type { FilterOffence } from "#lib/logpush/filter/check-filter.ts";
import type { Group } from "#lib/logpush/filter/filter-node.ts";
import type { FilterNote } from "#lib/logpush/filter/note-filter.ts";
import type { FilterEdits } from "./use-filter.ts";

/** What every row of the builder needs. */
export type BuilderSetting = {
  root: Group;
  fieldsByName: Map<string, LogField>;
  dataset: string;
  /** The id of the list that suggests fields. */
  suggestionsId: string;
  offences: FilterOffence[];
  notes: FilterNote[];
  edits: FilterEdits;
};

/** What ties a control to the messages of its condition. */
export type Marks = { "aria-describedby": string; "aria-invalid": true | undefined };

const BuilderContext = createContext<BuilderSetting | null>(null);

export const BuilderProvider = BuilderContext;

export function useBuilder(): BuilderSetting {
  const setting = useContext(BuilderContext);
  if (!setting) throw new Error("The builder's parts stand inside BuilderProvider.");
  return setting;
}
