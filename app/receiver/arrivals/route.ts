import { streamArrivals } from "#lib/server/arrivals-stream.ts";

export const dynamic = "force-dynamic";

export { streamArrivals as GET };
