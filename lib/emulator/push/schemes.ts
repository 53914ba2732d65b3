import type { Parsed } from "./destination.ts";

type SchemeRule = {
  /** What must follow `scheme://`. */
  rest: RegExp;
  required: string[];
  needsChallenge: (parameters: Set<string>) => boolean;
};

const never = () => false;
const always = () => true;

const SCHEMES: { [scheme: string]: SchemeRule } = {
  r2: { rest: /^[^/?]+/, required: ["account-id", "access-key-id", "secret-access-key"], needsChallenge: never },
  s3: { rest: /^[^/?]+/, required: ["region"], needsChallenge: (names) => !names.has("access-key-id") },
  gs: { rest: /^[^/?]+/, required: [], needsChallenge: always },
  azure: { rest: /^[^/?]+/, required: ["sig"], needsChallenge: always },
  sumo: { rest: /^[^/?]+\/receiver\/v1\/http\/[^?]+/, required: [], needsChallenge: always },
  splunk: { rest: /^[^/?]+\/.+/, required: ["channel", "header_Authorization"], needsChallenge: never },
  datadog: { rest: /^[^/?]+/, required: ["header_DD-API-KEY"], needsChallenge: never },
  sentinelone: { rest: /^[^/?]+/, required: ["header_Authorization"], needsChallenge: never },
  bq: { rest: /^projects\/[^/]+\/datasets\/[^/]+\/tables\/[^/?]+/, required: ["credentials"], needsChallenge: never },
  kinesis: { rest: /^[^/?]+/, required: ["region"], needsChallenge: never },
  ibmcl: { rest: /^[^/?]+/, required: ["ibm_api_key"], needsChallenge: never },
  cos: { rest: /^[^/?]+/, required: [], needsChallenge: never },
};

/** `container` is what ownership is proven for: scheme and bucket or host. */
export type OtherDestination = { scheme: string; container: string; path: string; needsChallenge: boolean };

/** `s3` in `s3://bucket`; empty if the text has no scheme. */
export function schemeOf(conf: string): string {
  return /^([a-z][a-z0-9+.-]*):\/\//i.exec(conf)?.[1]?.toLowerCase() ?? "";
}

/** Checks a destination of another scheme against its documented template; nothing is uploaded to it. */
export function parseOtherDestination(conf: string): Parsed<OtherDestination> {
  const scheme = schemeOf(conf);
  const rule = SCHEMES[scheme];
  if (!rule) return { ok: false, message: `unsupported destination type ${JSON.stringify(scheme)}` };
  const [rest = "", query = ""] = conf.slice(scheme.length + 3).split("?", 2);
  if (!rule.rest.test(rest)) return { ok: false, message: `malformed ${scheme} destination` };
  const names = new Set(query.split("&").map((pair) => pair.split("=", 1)[0] ?? ""));
  const missing = rule.required.find((name) => !names.has(name));
  if (missing) return { ok: false, message: `${scheme} destination misses the parameter ${missing}` };
  const [host = "", ...path] = rest.split("/");
  const value = {
    scheme,
    container: `${scheme}://${host}`,
    path: path.join("/"),
    needsChallenge: rule.needsChallenge(names),
  };
  return { ok: true, value };
}
