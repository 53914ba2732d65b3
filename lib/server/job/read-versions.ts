import "server-only";
import { defineResultReader } from "../define/define-reader.ts";
import { listJobVersions } from "../history/list-versions.ts";
import { requireRef } from "./read-head.ts";

/** The newest versions of a job for its page, also of one that is deleted. */
export const loadVersions = defineResultReader("viewer", "listVersions", (context, key: string) =>
  listJobVersions(context, { ref: requireRef(key) }),
);
