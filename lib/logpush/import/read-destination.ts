import { unwrapPasted } from "../destination/unwrap-pasted.ts";
import { ok, type Result } from "../result.ts";
import type { FoundJob } from "./found-job.ts";
import { importError } from "./import-error.ts";

/** A destination string alone; quotes and a comma from where it was copied come off. It changes nothing else of the form. */
export function readDestination(pasted: string): Result<FoundJob> {
  const text = unwrapPasted(pasted);
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(text)?.[1];
  if (scheme !== undefined && scheme.toLowerCase() !== "https") return importError("E_IMPORT_SCHEME", { scheme });
  const body = { destination_conf: text };
  return ok({ label: "Destination string", body, isWhole: false, ignored: [], unread: [] });
}
