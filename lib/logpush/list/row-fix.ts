import type { RedactedDestination } from "../destination/redact.ts";
import type { HealthState } from "../job/health.ts";
import type { AppError } from "../result.ts";
import type { RowFix } from "../views.ts";

const deliveries: RowFix = { text: "View deliveries", query: "?tab=deliveries" };
const editHeaders: RowFix = { text: "Edit headers", query: "?tab=settings&at=headers" };
const editBatching: RowFix = { text: "Edit batching", query: "?tab=settings&at=batch" };
const editEndpoint: RowFix = { text: "Edit endpoint", query: "?tab=settings&at=endpoint" };

/** What a person does about a cause, and where on the job's page. */
const fixes: Partial<Record<string, RowFix>> = {
  E_DESTINATION_GZIP: deliveries,
  E_DESTINATION_401: editHeaders,
  E_DESTINATION_403: editHeaders,
  E_DESTINATION_413: editBatching,
  E_DESTINATION_429: editBatching,
  E_DESTINATION_5XX: deliveries,
};

/** The next step for a job that needs somebody, as a link to the part of its page that does it. */
export function fixOf(
  state: HealthState,
  cause: Pick<AppError, "code"> | null,
  { pairs }: Pick<RedactedDestination, "pairs">,
): RowFix {
  if (state === "stale") return deliveries;
  if (cause?.code === "E_DESTINATION_415") {
    const has = pairs.some(({ kind, name }) => kind === "header" && name.toLowerCase() === "content-type");
    // The overview offers the missing header, with its value.
    return has
      ? { text: "Edit Content-Type", query: "?tab=settings&at=content-type" }
      : { text: "Add Content-Type", query: "" };
  }
  return (cause && fixes[cause.code]) ?? editEndpoint;
}
