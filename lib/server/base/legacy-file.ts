import "server-only";
import type { Kysely } from "kysely";
import * as z from "zod/mini";
import type { Database } from "#lib/store/schema.ts";

/** A file of the data folder that versions before the store kept. */
export type LegacyFile = {
  /** Its name in the data folder. */
  name: string;
  /**
   * Stores what the file holds. Runs once, in the transaction that takes over all files; throws `LegacyFileError` if
   * the file is damaged.
   */
  takeOver(db: Kysely<Database>, text: string): Promise<void>;
  /** The file as the older version would have written it now. Undefined if there is nothing to write. */
  write(db: Kysely<Database>): Promise<string | undefined>;
};

/** Why a file cannot be taken over, as the end of a sentence: "line 7 was changed". */
export class LegacyFileError extends Error {
  constructor(problem: string) {
    super(problem);
    this.name = "LegacyFileError";
  }
}

/** The value of a JSON file. */
export function parseLegacyJson<T>(schema: z.core.$ZodType<T>, text: string): T {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new LegacyFileError("it is not JSON");
  }
  const parsed = z.safeParse(schema, value);
  if (!parsed.success) throw new LegacyFileError("it is not in Headgate's format");
  return parsed.data;
}
