import { absentValues } from "../job/attribute-values.ts";
import type { JobFormValues, QueryRow } from "../job/form-schema.ts";

/** The values of the documentation's example job ("Enable HTTP destination"). */
export function exampleValues(changes: Partial<JobFormValues> = {}): JobFormValues {
  return {
    ...absentValues,
    scope: "zones/023e105f4ecef8ad9ca31a8372d0c353",
    dataset: "http_requests",
    name: "theburritobot.com-https",
    destinationMode: "edit",
    isEndpointKept: false,
    endpoint: "https://logs.example.com",
    query: [header("Authorization", "Basic REDACTED"), param("tags", "host:theburritobot.com,dataset:http_requests")],
    destinationString: "",
    fieldNames: ["RayID", "EdgeStartTimestamp"],
    timestampFormat: "rfc3339",
    convertsLegacy: false,
    maxUploadBytes: "5000000",
    maxUploadRecords: "1000",
    enabled: true,
    otherSettings: "",
    ...changes,
  };
}

/** The documentation's `destination_conf`. */
export const exampleConf =
  "https://logs.example.com?header_Authorization=Basic%20REDACTED&tags=host:theburritobot.com,dataset:http_requests";

export function header(name: string, value: string): QueryRow {
  return { kind: "header", name, value };
}

export function param(name: string, value: string): QueryRow {
  return { kind: "param", name, value };
}
