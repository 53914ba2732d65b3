import { answerEnd } from "#lib/server/inventory/end-session.ts";

export const dynamic = "force-dynamic";

export { answerEnd as POST };
