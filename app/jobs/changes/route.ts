import { streamChanges } from "#lib/server/inventory/stream-changes.ts";

export const dynamic = "force-dynamic";

export { streamChanges as GET };
