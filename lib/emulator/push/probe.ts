import { parseHttpsDestination } from "./destination.ts";
import { schemeOf } from "./schemes.ts";
import { buildUpload, probeErrorText, type Sender } from "./upload.ts";

/** The documented test object: gzip of exactly this text. */
export const PROBE_TEXT = '{"content":"tests"}';

/** Uploads the test object to an https destination; resolves to the refusal, or undefined on success. */
export type Probe = (conf: string, jobId?: number) => Promise<string | undefined>;

/** Other schemes get no upload: their endpoints do not exist here. */
export function createProbe(send: Sender, signal: AbortSignal): Probe {
  return async (conf, jobId) => {
    if (schemeOf(conf) !== "https") return undefined;
    const parsed = parseHttpsDestination(conf);
    if (!parsed.ok) return `error parsing destination_conf: ${parsed.message}`;
    const about = { kind: "probe" as const, records: 0, ...(jobId === undefined ? {} : { jobId }) };
    const outcome = await send(await buildUpload(parsed.value, PROBE_TEXT, about), signal);
    return outcome.ok ? undefined : probeErrorText(outcome);
  };
}
