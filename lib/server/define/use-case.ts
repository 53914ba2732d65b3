import "server-only";
import type * as z from "zod/mini";
import type { Role } from "../base/caller.ts";
import type { Context } from "../context/context.ts";

export type UseCaseOptions<Schema extends z.core.$ZodType> = {
  /** The name in the log. */
  name: string;
  role: Role;
  input: Schema;
  /** Whether it changes jobs, so that pages in the browser's memory are out of date afterwards. */
  isWrite?: boolean;
  /** Whether pages call it automatically. It then leaves a share of the API's limit to people. */
  isBackground?: boolean;
  /** The key of the input that holds the form's values. The paths of its fields are reported without it. */
  formKey?: string;
};

/** An action that people can take, with the role and the input that it needs. */
export type UseCase<Schema extends z.core.$ZodType, T> = UseCaseOptions<Schema> & {
  run: (context: Context, input: z.output<Schema>) => Promise<T>;
};

/** Describes a use case. `defineAction` turns it into a server action. */
export function defineUseCase<Schema extends z.core.$ZodType, T>(
  options: UseCaseOptions<Schema>,
  run: UseCase<Schema, T>["run"],
): UseCase<Schema, T> {
  return { ...options, run };
}

/** `signal` aborts when the browser goes away; `report` sends progress to it. */
export type Running<Progress> = { signal: AbortSignal; report: (progress: Progress) => void };

/** A use case that takes a while, reports its progress and can be stopped. */
export type OperationCase<Schema extends z.core.$ZodType, Progress, T> = UseCaseOptions<Schema> & {
  run: (context: Context, input: z.output<Schema>, running: Running<Progress>) => Promise<T>;
};

/** Describes an operation. `defineOperation` turns it into a route. */
export function defineOperationCase<Schema extends z.core.$ZodType, Progress, T>(
  options: Omit<UseCaseOptions<Schema>, "isWrite" | "isBackground">,
  run: OperationCase<Schema, Progress, T>["run"],
): OperationCase<Schema, Progress, T> {
  return { ...options, run };
}
