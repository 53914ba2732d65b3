import "server-only";
import { findScopes } from "#lib/store/inventory.ts";
import { defineReader, defineResultReader } from "../define/define-reader.ts";
import { optionOf } from "../inventory/stored-jobs.ts";
import { readScopes } from "./read-scopes.ts";

/**
 * All zones and accounts that the credential sees, by name, and what could not be read. Fails if nothing could be read.
 */
export const listScopes = defineResultReader("viewer", "listScopes", readScopes);

/** The first zones and accounts by name, and how many there are; more are found by typing. */
export const listSomeScopes = defineReader("viewer", async ({ store, realm }) => {
  const { rows, total } = await findScopes(store.db, { realm, words: [], limit: 100 });
  return { scopes: rows.map(optionOf), scopeCount: total };
});
