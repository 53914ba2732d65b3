/** Liveness: the process answers. No I/O. */
export function GET(): Response {
  return Response.json({ status: "ok" });
}
