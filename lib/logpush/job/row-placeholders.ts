import { findPlaceholders } from "../destination/placeholder-text.ts";
import { isSecretPair } from "../destination/secret.ts";
import type { QueryRow } from "./form-schema.ts";

/** The placeholders in a row's value. */
export function placeholdersOf(row: Pick<QueryRow, "kind" | "name" | "value">): string[] {
  const saysHow = /type|mode|method|scheme/i.test(row.name);
  return findPlaceholders(row.value, { isSecret: isSecretPair(row) && !saysHow });
}
