import "server-only";
import * as z from "zod/mini";
import { create } from "#lib/logpush/plan/kinds/create.ts";
import type { Context } from "../context/context.ts";
import { defineUseCase } from "../define/use-case.ts";
import { readCopied } from "../jobs/copied-destination.ts";
import { createRun } from "./create-run.ts";

const inputSchema = z.pick(create.intent, { values: true, scopes: true, triesFull: true });

/**
 * Plans a run that creates the form's job in several zones and accounts. What the form keeps of the job that it copies is
 * filled in here.
 */
export async function planCreate(
  context: Context,
  { values, scopes, triesFull }: z.output<typeof inputSchema>,
): Promise<{ id: string }> {
  const copied = await readCopied(context, values);
  return createRun(context, { kind: "create", values, conf: copied?.conf ?? null, scopes, triesFull });
}

export const planCreateCase = defineUseCase({ name: "planCreate", role: "admin", input: inputSchema }, planCreate);
