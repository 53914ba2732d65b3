/**
 * Asterisks or bullets, alone or after a scheme as in "Bearer ***": Cloudflare masked the value, and sending it back
 * would store the mask.
 */
export function isUpstreamMask(value: string): boolean {
  return /^(?:\S+ )?(?:\*{3,}|•{3,})$/.test(value);
}
