import { parseStoredDestination } from "./stored.ts";

/**
 * Asterisks or bullets, alone or after a scheme as in "Bearer ***": Cloudflare masked the value, and sending it back
 * would store the mask.
 */
export function isUpstreamMask(value: string): boolean {
  return /^(?:\S+ )?(?:\*{3,}|•{3,})$/.test(value);
}

/** Whether a part of a stored destination is masked: sending it would store the mask. */
export function hasUpstreamMask(conf: string): boolean {
  const parsed = parseStoredDestination(conf);
  if (!parsed.ok) return /(?:\*|%2a|•|%e2%80%a2){3,}/i.test(conf);
  const { endpoint, query } = parsed.value;
  return endpoint.split("/").some(isUpstreamMask) || query.some(({ value }) => isUpstreamMask(value));
}
