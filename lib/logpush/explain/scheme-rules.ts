import type { Pair } from "../destination/pair.ts";
import type { Severity } from "./finding.ts";
import type { SchemeFacts } from "./scheme-facts.ts";
import type { Anatomy } from "./split-destination.ts";

/** A finding about the whole string, or about the segment at `place`. */
export type SchemeFinding = { code: string; severity: Severity; message: string; nextStep: string; place?: number };

/** Checks what the documentation requires of a kind of destination beyond the grammar of the string. */
export function checkScheme(anatomy: Anatomy): SchemeFinding[] {
  const { facts, segments } = anatomy;
  const scheme = anatomy.scheme.toLowerCase();
  const pairs = segments.flatMap(({ pair }, place) => (pair && pair.raw !== "" ? [{ ...pair, place }] : []));
  const names = new Map(pairs.map((pair) => [fullName(pair), pair]));
  return [
    ...requiredOf(scheme, facts, names).flatMap((name) =>
      names.get(name.toLowerCase())?.value ? [] : [missing(name)],
    ),
    ...checkUnknown(facts, pairs),
    ...(rules[scheme]?.(names) ?? []),
    ...checkAddress(anatomy, scheme),
    ...(needsProof(scheme, names) ? [proof] : []),
  ];
}

type Placed = Pair & { place: number };
type Names = Map<string, Placed>;

/** Parameters unchanged; header names without regard to case. */
function fullName({ kind, name }: Pair): string {
  return kind === "header" ? `header_${name}`.toLowerCase() : name;
}

/** S3-compatible storage, and keys in place of a role, require more. */
function requiredOf(scheme: string, { required }: SchemeFacts, names: Names): string[] {
  const keys = ["access-key-id", "secret-access-key"];
  const asksForKeys =
    (scheme === "s3" && [...keys, "endpoint"].some((name) => names.has(name))) ||
    (scheme === "kinesis" && (keys.some((name) => names.has(name)) || !names.has("sts-assume-role-arn")));
  return asksForKeys ? [...required, ...keys] : required;
}

function missing(name: string): SchemeFinding {
  const isHeader = name.startsWith("header_");
  return {
    code: "missing-parameter",
    severity: "danger",
    message: `${isHeader ? "The header" : "The parameter"} ${name.replace(/^header_/, "")} is missing or empty.`,
    nextStep: `Add ${name}=… to the string.`,
  };
}

function checkUnknown(
  { isClosed, parameters, takesHeaders, sendsParameters }: SchemeFacts,
  pairs: Placed[],
): SchemeFinding[] {
  return pairs.flatMap(({ kind, name, place }): SchemeFinding[] => {
    if (kind === "header" && !takesHeaders && !sendsParameters) {
      const message = "Headers are not documented for this kind of destination.";
      return [{ code: "header-not-taken", severity: "warn", message, nextStep: "Remove it.", place }];
    }
    if (kind === "header" || !isClosed || Object.hasOwn(parameters, name)) return [];
    const message = "This parameter is not documented for this kind of destination.";
    return [{ code: "unknown-parameter", severity: "info", message, nextStep: "Check the spelling.", place }];
  });
}

const rules: Record<string, (names: Names) => SchemeFinding[]> = {
  splunk: (names) => [
    ...checkSignIn(names, /^Splunk \S/, "Splunk%20TOKEN"),
    ...checkValue(names.get("insecure-skip-verify"), /^false$/i, {
      code: "certificate-unchecked",
      severity: "warn",
      message: "The certificate is not verified, so an attacker could impersonate the server.",
      nextStep: "Set insecure-skip-verify=false and use a certificate from a public CA.",
    }),
  ],
  sentinelone: (names) => checkSignIn(names, /^Bearer \S/, "Bearer%20TOKEN"),
  bq: (names) =>
    checkValue(names.get("credentials"), /^(?:base64|url):./, {
      code: "credentials-form",
      severity: "danger",
      message: "The credentials must start with base64: or url:.",
      nextStep: "Write base64: and the encoded key of the service account.",
    }),
  azure: (names) => [
    ...checkSas(names.get("sp"), "w", "write (w)"),
    ...checkSas(names.get("ss"), "b", "the blob service (b)"),
    ...checkSas(names.get("srt"), "o", "objects (o)"),
  ],
};

function checkSignIn(names: Names, pattern: RegExp, example: string): SchemeFinding[] {
  return checkValue(names.get("header_authorization"), pattern, {
    code: "authorization-form",
    severity: "warn",
    message: "The Authorization header does not have the documented format.",
    nextStep: `Write header_Authorization=${example}.`,
  });
}

function checkSas(pair: Placed | undefined, letter: string, what: string): SchemeFinding[] {
  return checkValue(pair, new RegExp(letter), {
    code: "sas-right",
    severity: "danger",
    message: `The SAS token does not allow ${what}.`,
    nextStep: "Create a SAS token for the container that does.",
  });
}

/** An empty value already counts as missing. */
function checkValue(pair: Placed | undefined, pattern: RegExp, finding: SchemeFinding): SchemeFinding[] {
  return !pair?.value || pattern.test(pair.value) ? [] : [{ ...finding, place: pair.place }];
}

function checkAddress({ facts, pieces }: Anatomy, scheme: string): SchemeFinding[] {
  const hasAll = facts.address !== "table" || pieces.some(({ role }) => role === "table");
  const hasBucket = facts.address !== "bucket" || pieces.some(({ kind }) => kind === "bucket");
  const hasCode = scheme !== "sumo" || pieces.some(({ text }) => text === "/receiver/v1/http/");
  const port = pieces.find(({ kind }) => kind === "port")?.text;
  const findings: SchemeFinding[] = [];
  if (!hasAll || !hasBucket || !hasCode) {
    const message = "The address does not have the documented format.";
    findings.push({ code: "address-form", severity: "danger", message, nextStep: `Write it as ${facts.template}.` });
  }
  if (scheme === "splunk" && port !== "8088" && port !== "443" && port !== undefined) {
    const message = "Cloudflare only connects to Splunk on ports 443 and 8088.";
    findings.push({ code: "splunk-port", severity: "danger", message, nextStep: "Use one of these ports." });
  }
  return findings;
}

function needsProof(scheme: string, names: Names): boolean {
  return ["gs", "azure", "sumo"].includes(scheme) || (scheme === "s3" && !names.has("access-key-id"));
}

const proof: SchemeFinding = {
  code: "ownership",
  severity: "info",
  message: "Cloudflare requires proof that you own the destination before it accepts the job.",
  nextStep:
    "Request the ownership challenge, read the token from the file that Cloudflare writes, and send it with the job.",
};
