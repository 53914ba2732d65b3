import { defineDownload } from "#lib/server/define/define-download.ts";
import { exportUptimeQuery } from "#lib/server/uptime/export-uptime.ts";

export const GET = defineDownload(exportUptimeQuery);
