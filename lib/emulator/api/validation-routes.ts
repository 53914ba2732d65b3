import { findDataset } from "../datasets.ts";
import type { Probe } from "../push/probe.ts";
import { parseOtherDestination } from "../push/schemes.ts";
import { isAcceptedChallenge, refuseDestination } from "../rules/job-settings.ts";
import { checkLogpullOptions } from "../rules/logpull-options.ts";
import type { Jobs } from "../state/jobs.ts";
import { type Api, readBody } from "./context.ts";
import { success } from "./envelope.ts";

/** Routes 9 to 13. They answer 200 with `valid: false` for bad input: only the transport can fail. */
export function addValidationRoutes(api: Api, { jobs, probe }: { jobs: Jobs; probe: Probe }): void {
  api.post("/:scopeKind/:scopeId/logpush/ownership", async (context) => {
    const { destination_conf: conf } = await readBody(context);
    const refusal = refuseDestination(conf);
    const parsed = typeof conf === "string" ? parseOtherDestination(conf) : undefined;
    if (refusal || !parsed?.ok) {
      const message = refusal ?? "this destination needs no ownership challenge";
      return success({ filename: "", valid: false, message });
    }
    const bucket = parsed.value.container.slice(parsed.value.scheme.length + 3);
    const folder = [bucket, parsed.value.path].filter(Boolean).join("/");
    return success({ filename: `${folder}/ownership-challenge.txt`, valid: true, message: "" });
  });

  api.post("/:scopeKind/:scopeId/logpush/ownership/validate", async (context) => {
    const { destination_conf: conf, ownership_challenge: challenge } = await readBody(context);
    return success({ valid: refuseDestination(conf) === undefined && isAcceptedChallenge(challenge) });
  });

  api.post("/:scopeKind/:scopeId/logpush/validate/origin", async (context) => {
    const { logpull_options: text, dataset } = await readBody(context);
    const { kind } = context.get("scope");
    // The SDK's body has no dataset, and http_requests, the default, exists for zones only.
    const known = typeof dataset === "string" ? findDataset(kind, dataset) : findDataset("zones", "http_requests");
    const check = known ? checkLogpullOptions(text, known) : { ok: false as const, message: "unknown dataset" };
    return success({ valid: check.ok, message: check.ok ? "" : check.message });
  });

  api.post("/:scopeKind/:scopeId/logpush/validate/destination", async (context) => {
    const { destination_conf: conf } = await readBody(context);
    const refusal = refuseDestination(conf) ?? (typeof conf === "string" ? await probe(conf) : undefined);
    return success({ valid: refusal === undefined, message: refusal ?? "" });
  });

  api.post("/:scopeKind/:scopeId/logpush/validate/destination/exists", async (context) => {
    const { destination_conf: conf } = await readBody(context);
    const exists = jobs.list(context.get("scope")).some((job) => job.settings.destination_conf === conf);
    return success({ exists });
  });
}
