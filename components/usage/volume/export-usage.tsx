"use client";

import { ExportButton } from "#components/ui/export-button.tsx";
import type { UsagePage } from "#lib/logpush/usage/usage-view.ts";

export function ExportUsage({ queryText }: { queryText: string }) {
  return (
    <ExportButton<UsagePage>
      address={`/usage/rows${queryText}`}
      fileName="logpush-usage.csv"
      toCsv={async (page) => (await import("#lib/logpush/usage/usage-csv.ts")).usageCsv(page)}
    />
  );
}
