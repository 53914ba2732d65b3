import type { RedactedDestination } from "../destination/redact.ts";
import type { HealthState } from "../job/health.ts";
import type { AppError } from "../result.ts";
import type { RowFix } from "../views.ts";

const setting = "?tab=settings";

/** What a person does about a cause, and where on the job's page. */
const fixes: Partial<Record<string, RowFix>> = {
  E_DESTINATION_GZIP: { text: "View deliveries", query: "?tab=deliveries" },
  E_DESTINATION_401: { text: "Edit headers", query: `${setting}&at=headers` },
  E_DESTINATION_403: { text: "Edit headers", query: `${setting}&at=headers` },
  E_DESTINATION_413: { text: "Edit batching", query: `${setting}&at=batch` },
  E_DESTINATION_429: { text: "Edit batching", query: `${setting}&at=batch` },
  E_DESTINATION_5XX: { text: "View deliveries", query: "?tab=deliveries" },
};

const editEndpoint: RowFix = { text: "Edit endpoint", query: `${setting}&at=endpoint` };

/** The next step for a job that needs somebody, as a link to the part of its page that does it. */
export function fixOf(
  state: HealthState,
  cause: Pick<AppError, "code"> | null,
  { pairs }: Pick<RedactedDestination, "pairs">,
): RowFix {
  if (state === "stale") return { text: "View deliveries", query: "?tab=deliveries" };
  if (cause?.code === "E_DESTINATION_415") {
    const has = pairs.some(({ kind, name }) => kind === "header" && name.toLowerCase() === "content-type");
    return { text: has ? "Edit Content-Type" : "Add Content-Type", query: `${setting}&at=headers` };
  }
  return (cause && fixes[cause.code]) ?? editEndpoint;
}
