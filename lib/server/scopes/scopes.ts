import "server-only";
import { defineResultReader } from "../define/define-reader.ts";
import { readScopes } from "./read-scopes.ts";

/**
 * All zones and accounts that the credential sees, by name, and what could not be read. Fails if nothing could be read.
 */
export const listScopes = defineResultReader("viewer", "listScopes", readScopes);
