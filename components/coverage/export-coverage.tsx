"use client";

import { ExportButton } from "#components/ui/export-button.tsx";
import type { CoveragePage } from "#lib/logpush/coverage/coverage.ts";

export function ExportCoverage({ queryText }: { queryText: string }) {
  return (
    <ExportButton<CoveragePage>
      address={`/coverage/rows${queryText}`}
      fileName="logpush-coverage.csv"
      toCsv={async (page) => (await import("#lib/logpush/coverage/coverage-csv.ts")).coverageCsv(page)}
    />
  );
}
