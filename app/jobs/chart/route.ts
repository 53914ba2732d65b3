import { defineQuery } from "#lib/server/define/define-query.ts";
import { readChartQuery } from "#lib/server/job/read-chart.ts";

export const GET = defineQuery(readChartQuery);
