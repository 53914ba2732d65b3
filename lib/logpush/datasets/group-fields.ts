import type { LogField } from "./field-list.ts";

/** Fields that belong together. A dataset that is not divided is one group with an empty name. */
export type FieldGroup = { name: string; fields: LogField[] };

/** A dataset of this size needs no groups. */
const smallDataset = 24;
/** A smaller family goes to "Other", because a heading for two fields does not help. */
const smallFamily = 3;
const rest = "Other";

/** Families without a common first word, and words with a better name. The first match wins. */
const families: [name: string, pattern: RegExp][] = [
  ["Bots and fraud", /^(?:Bot|VerifiedBot|Fraud|JA[34]|JSDetection|LeakedCredential)/],
  ["Security", /^(?:WAF|Security|AISecurity|FirewallForAI|ContentScan|Match(?:edRules|Index)|Rule|Mitigation|Attack)/],
  ["Cache", /^(?:Cache|SmartRoute|UpperTier)/],
  ["Client", /^Client/],
  ["Edge", /^(?:Edge|Colo)/],
  ["Origin", /^Origin(?:[A-Z]|$)/],
  ["Workers", /^Worker/],
  ["User and device", /^(?:User(?:ID|Email)|Email$|Device|RegistrationID|AccountID|TenantID)/],
  [
    "Policy and category",
    /^(?:Policy|Category|Application[INS]|Matched(?:Category|Indicator)|Initial(?:Category|Resolved))/,
  ],
  ["Files", /^(?:Blocked|Download|Upload|File|Forensic)/],
  ["Message", /^(?:From|To|B?CC|ReplyTo|OriginalSender|Subject$|Message|Attachments|Links$)/],
  ["Resolver", /^(?:Resolve|CustomResolve|InternalDNS|UpstreamRecord|ResourceRecord|AuthoritativeNameServer)/],
  ["Source", /^(?:Source|Src)[A-Z]/],
  ["Destination", /^(?:Destination|Dst)[A-Z]/],
  // Acronyms that run into the next word.
  ["HTTP", /^HTTP/],
  ["TCP", /^TCP/],
  ["ISP", /^ISP/],
  ["IP", /^IP(?!v)/],
  ["IPv4 and IPv6", /^IPv[46]/],
];

/**
 * Divides a dataset's fields into families by the start of their names: known families, then any first word that three
 * or more share. Fields keep their order within a group. Groups are in order of first appearance, "Other" last.
 */
export function groupFields(fields: LogField[]): FieldGroup[] {
  if (fields.length <= smallDataset) return [{ name: "", fields }];
  const byFamily = new Map<string, LogField[]>();
  for (const field of fields) {
    const family = familyOf(field.name);
    byFamily.set(family, [...(byFamily.get(family) ?? []), field]);
  }
  const large = [...byFamily].filter(([name, { length }]) => name !== rest && length >= smallFamily);
  const largeNames = new Set(large.map(([name]) => name));
  const others = fields.filter(({ name }) => !largeNames.has(familyOf(name)));
  return [
    ...large.map(([name, members]) => ({ name, fields: members })),
    ...(others.length > 0 ? [{ name: rest, fields: others }] : []),
  ];
}

function familyOf(name: string): string {
  return families.find(([, pattern]) => pattern.test(name))?.[0] ?? firstWord(name);
}

/** `HTTPClientIPASN` begins with HTTP, `DeviceID` with Device, `RAMUsedPercentage` with RAM. */
function firstWord(name: string): string {
  return /^(?:[A-Z]+(?=[A-Z][a-z]|$)|[A-Z]?[a-z0-9]+)/.exec(name)?.[0] ?? rest;
}
