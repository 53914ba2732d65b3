import { quoteRule } from "./quote-rule.ts";
import { factsOf, type ReceiverConfig, type ReceiverValues, secretHeaderName } from "./receiver-facts.ts";

/**
 * The custom rule that blocks requests without the secret at Cloudflare's edge, and the one for Logpush's networks
 * (Cloudflare docs, "Dedicated Egress IP for Logpush", "Secure your proxy zone endpoint").
 */
export function wafRule(values: ReceiverValues): ReceiverConfig {
  const facts = factsOf(values, { canRead: () => true, suggestion: secretHeaderName });
  const host = quoteRule(facts.host);
  const header = quoteRule(facts.headerName.toLowerCase());
  const differsFrom = (value: string) => `all(http.request.headers[${header}][*] ne "${value}")`;
  const isWrong = facts.hasTwoReadings
    ? `${differsFrom("PASTE_THE_VALUE_WITH_SPACES_HERE")} and ${differsFrom("PASTE_THE_VALUE_WITH_PLUSES_HERE")}`
    : differsFrom("PASTE_THE_VALUE_HERE");
  const text = [
    "# Rule 1, action Block: the secret is missing or wrong.",
    ...(facts.hasTwoReadings ? ["# The job writes a + into the value; programs read it as a space or as a plus."] : []),
    `(http.host eq ${host} and ${isWrong})`,
    "",
    "# Rule 2, action Block: not from the networks that Logpush sends from. Not",
    "# enough alone: traffic of other customers comes from them too.",
    `(http.host eq ${host} and not ip.geoip.asnum in {13335 132892 202623})`,
    "",
  ].join("\n");
  return {
    fileName: "Security > WAF > Custom rules, in the zone of the endpoint",
    text,
    notes: [...facts.notes, "For an endpoint whose host name is proxied by Cloudflare."],
    ...(facts.isHeaderSuggested ? { suggestedHeader: facts.headerName } : {}),
  };
}
