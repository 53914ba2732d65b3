import { answerMetrics } from "#lib/server/metrics.ts";

export const dynamic = "force-dynamic";

export { answerMetrics as GET };
