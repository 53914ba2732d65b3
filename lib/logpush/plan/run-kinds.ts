import * as z from "zod/mini";
import { consolidate } from "./kinds/consolidate.ts";
import { copy } from "./kinds/copy.ts";
import { create } from "./kinds/create.ts";
import { remove } from "./kinds/delete.ts";
import { disable } from "./kinds/disable.ts";
import { drift } from "./kinds/drift.ts";
import { enable } from "./kinds/enable.ts";
import { restore } from "./kinds/restore.ts";
import { rotate } from "./kinds/rotate.ts";
import type { RunKind } from "./kinds/run-kind.ts";
import { settings } from "./kinds/settings.ts";
import type { Needs, PlannedItem, RunRole, World } from "./run.ts";

// One line here, and one in `intentSchema`, for each kind of run; everything else is in its own file.

type Intents = {
  enable: z.output<typeof enable.intent>;
  disable: z.output<typeof disable.intent>;
  delete: z.output<typeof remove.intent>;
  restore: z.output<typeof restore.intent>;
  copy: z.output<typeof copy.intent>;
  create: z.output<typeof create.intent>;
  settings: z.output<typeof settings.intent>;
  rotate: z.output<typeof rotate.intent>;
  consolidate: z.output<typeof consolidate.intent>;
  drift: z.output<typeof drift.intent>;
};

export type RunKindName = keyof Intents;
type IntentOf<Kind extends RunKindName> = { [Name in Kind]: { kind: Name } & Intents[Name] }[Kind];

const runKinds: { [Kind in RunKindName]: RunKind<IntentOf<Kind>> } = {
  enable,
  disable,
  delete: remove,
  restore,
  copy,
  create,
  settings,
  rotate,
  consolidate,
  drift,
};

/** What a person wants of many jobs. It may hold secrets. */
export const runIntentSchema = z.discriminatedUnion("kind", [
  enable.intent,
  disable.intent,
  remove.intent,
  restore.intent,
  copy.intent,
  create.intent,
  settings.intent,
  rotate.intent,
  consolidate.intent,
  drift.intent,
]);

export type RunIntent = IntentOf<RunKindName>;

/** The least role that may do this. */
export function roleOfRun({ kind }: Pick<RunIntent, "kind">): RunRole {
  return runKinds[kind].role;
}

/** What the run is called. It contains no secret. */
export function titleOfRun<Kind extends RunKindName>(intent: IntentOf<Kind>): string {
  return runKinds[intent.kind].title(intent);
}

/** What has to be known to plan it. */
export function needsOfRun<Kind extends RunKindName>(intent: IntentOf<Kind>): Needs {
  return runKinds[intent.kind].needs(intent);
}

/** What a run would do, item by item. The same world gives the same plan; once applied, everything is "same". */
export function planItems<Kind extends RunKindName>(intent: IntentOf<Kind>, world: World): PlannedItem[] {
  return runKinds[intent.kind].plan(intent, world);
}
