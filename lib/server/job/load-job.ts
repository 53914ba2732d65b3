import "server-only";
import { defineResultReader } from "../define/define-reader.ts";
import { readJobDetail } from "../jobs/read-job.ts";
import { requireRef } from "./read-head.ts";

/** The job as Cloudflare has it now, for its form. The key is of an address, so it is checked like any input. */
export const loadJob = defineResultReader("viewer", "readJob", (context, key: string) =>
  readJobDetail(context, requireRef(key)),
);
