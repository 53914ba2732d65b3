import { nginxConfig } from "./nginx.ts";
import { otelConfig } from "./otel.ts";
import type { ReceiverConfig, ReceiverValues } from "./receiver-facts.ts";
import { vectorConfig } from "./vector.ts";
import { wafRule } from "./waf-rule.ts";
import { workerScript } from "./worker.ts";

/** The receivers with a configuration, in the order in which they are shown. */
export const receivers = {
  nginx: { label: "nginx", write: nginxConfig },
  vector: { label: "Vector", write: vectorConfig },
  otel: { label: "OpenTelemetry", write: otelConfig },
  worker: { label: "Worker", write: workerScript },
  waf: { label: "WAF rule", write: wafRule },
} as const satisfies Record<string, { label: string; write: (values: ReceiverValues) => ReceiverConfig }>;

export type ReceiverKind = keyof typeof receivers;

/**
 * The receiver's side of the job: a configuration that accepts the job as in the form, on its path, with its secret
 * header, format and size. It never contains secrets, only the place to put them.
 */
export function receiverConfig(kind: ReceiverKind, values: ReceiverValues): ReceiverConfig {
  return receivers[kind].write(values);
}
