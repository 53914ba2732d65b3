import { Button } from "#components/ui/button.tsx";
import { Callout } from "#components/ui/callout.tsx";
import type { ImportReport } from "#lib/logpush/import/import-report.ts";
import { countOf } from "#lib/logpush/job/units.ts";
import { ReportLists, UnreadList } from "./report-lists.tsx";

export const noticeId = "import-notice";

type ImportNoticeProps = { report: ImportReport; onUndo: () => void; onDismiss: () => void };

/** What an import took and what it did not, beside the form that it filled. It takes the focus when it appears. */
export function ImportNotice({ report, onUndo, onDismiss }: ImportNoticeProps) {
  const { taken, ignored, unread } = report;
  return (
    <section id={noticeId} tabIndex={-1} aria-label="Import" className="mb-4 rounded-card">
      <Callout tone="ok" title="Imported into the form.">
        <p>
          Imported {countOf(taken.length, "setting")}, ignored {ignored.length}, could not read {unread.length}. Nothing
          is created until you choose “Create job”.
        </p>
        <UnreadList unread={unread} />
        <details className="mt-2">
          <summary className="cursor-pointer font-medium text-fg">What was imported</summary>
          <div className="mt-2">
            <ReportLists report={{ ...report, unread: [] }} />
          </div>
        </details>
        <div className="mt-2.5 flex flex-wrap gap-2">
          <Button size="small" onClick={onUndo}>
            Undo import
          </Button>
          <Button size="small" variant="quiet" onClick={onDismiss}>
            Dismiss
          </Button>
        </div>
      </Callout>
    </section>
  );
}
