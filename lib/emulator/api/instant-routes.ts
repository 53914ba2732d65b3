import { randomUUID } from "node:crypto";
import { findDataset } from "../datasets.ts";
import { parseJson } from "../json.ts";
import { refuseFieldNames } from "../rules/output-options.ts";
import type { InstantJob } from "../state/model.ts";
import type { Store } from "../state/store.ts";
import { type Api, readBody } from "./context.ts";
import { success } from "./envelope.ts";
import { invalidRequest } from "./failure.ts";

const MAX_SESSIONS = 100;

/** `logpush/edge` alone is the route's older name, which older SDKs use. */
const PATHS = ["/:scopeKind{zones}/:scopeId/logpush/edge/jobs", "/:scopeKind{zones}/:scopeId/logpush/edge"];

/** Route 14, zones only: Instant Logs sessions. Nothing listens at the socket address that they return. */
export function addInstantRoutes(api: Api, store: Store): void {
  api.on("GET", PATHS, (context) => {
    const { id } = context.get("scope");
    const own = store.current().instantJobs.filter((job) => job.zoneId === id);
    return success(own.map((job) => job.result));
  });

  api.on("POST", PATHS, async (context) => {
    const body = await readBody(context);
    const fields = body.fields ?? "";
    const filter = body.filter ?? "";
    const sample = body.sample ?? 1;
    const dataset = findDataset("zones", "http_requests");
    if (typeof fields !== "string" || !dataset) throw invalidRequest("fields must be a string");
    const unknownField = refuseFieldNames(fields.split(",").filter(Boolean), dataset);
    if (unknownField) throw invalidRequest(unknownField);
    // The SDK's own example uses the operator `neq`, so a session's filter does not have to follow the Logpush grammar.
    if (typeof filter !== "string" || (filter !== "" && parseJson(filter) === undefined)) {
      throw invalidRequest("filter is not JSON");
    }
    if (typeof sample !== "number" || !Number.isInteger(sample) || sample < 1) {
      throw invalidRequest("sample must be a positive integer");
    }
    const session = randomUUID().replaceAll("-", "");
    const destination = `wss://logs.cloudflare.com/instant-logs/ws/sessions/${session}`;
    const result = { destination_conf: destination, fields, filter, sample, session_id: session };
    const job: InstantJob = { zoneId: context.get("scope").id, result };
    return success(
      await store.commit((state) => ({
        state: { ...state, instantJobs: [...state.instantJobs, job].slice(-MAX_SESSIONS) },
        value: result,
      })),
    );
  });
}
