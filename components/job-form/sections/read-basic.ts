/** User and password of Basic credentials; both empty if they are none. */
export function readBasic(credentials: string): { user: string; password: string } {
  try {
    const bytes = Uint8Array.from(atob(credentials), (sign) => sign.charCodeAt(0));
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const colon = text.indexOf(":");
    return colon < 0 ? { user: "", password: "" } : { user: text.slice(0, colon), password: text.slice(colon + 1) };
  } catch {
    return { user: "", password: "" };
  }
}
