/** Where requests go, and the origin that the server knows itself by, which may be a proxy's. */
export type Site = { address: string; origin: string };

/** Signs in with a password and returns the Cookie header of the session. */
export async function signIn({ address, origin }: Site, proof: string): Promise<string> {
  const headers = { origin, "content-type": "application/json" };
  const answer = await fetch(`${address}/session`, { method: "POST", headers, body: JSON.stringify({ proof }) });
  const cookie = answer.headers.get("set-cookie")?.split(";")[0];
  if (!cookie) throw new Error(`No session: ${answer.status} ${await answer.text()}`);
  return cookie;
}
