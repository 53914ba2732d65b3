import type * as z from "zod/mini";
import type { Needs, PlannedItem, RunRole, World } from "../run.ts";

/** A kind of work over many jobs: what it asks for, who may do it, and what it wants each job to be. Pure. */
export type RunKind<Intent> = {
  /** The least role that may plan and apply it: the one that may do the same to a single job. */
  role: RunRole;
  /** What the run is called: "Disable 10 jobs". */
  title(intent: Intent): string;
  needs(intent: Intent): Needs;
  plan(intent: Intent, world: World): PlannedItem[];
};

/** Infers the intent from its schema. */
export function defineRunKind<Schema extends z.core.$ZodType>(
  intent: Schema,
  kind: RunKind<z.output<Schema>>,
): RunKind<z.output<Schema>> & { intent: Schema } {
  return { intent, ...kind };
}
