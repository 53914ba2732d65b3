import { streamArrivals } from "#lib/server/receiver/arrivals-stream.ts";

export const dynamic = "force-dynamic";

export { streamArrivals as GET };
