/** Reserved names of RFC 2606 and 6761; `.invalid` is one too, and must not resolve. */
export function isReceiverHost(host: string): boolean {
  return /(^|\.)(test|example|example\.(com|net|org))$/.test(host);
}

export function isUnresolvableHost(host: string): boolean {
  return /(^|\.)invalid$/.test(host);
}
