import { CircleAlert, CircleCheck, Info, TriangleAlert } from "lucide-react";
import { Panel } from "#components/ui/panel.tsx";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import type { Finding, Severity } from "#lib/logpush/explain/finding.ts";
import { type ExplanationView, hasRow, pieceNames, rowId } from "./piece-style.ts";

const icons: Record<Severity, { icon: typeof Info; color: string; word: string }> = {
  danger: { icon: CircleAlert, color: "text-danger", word: "Wrong" },
  warn: { icon: TriangleAlert, color: "text-warn", word: "Risky" },
  info: { icon: Info, color: "text-info", word: "To know" },
};

/** A string with more than these has one mistake over and over. */
const maxShownFindings = 100;

/** What is wrong, what is risky and what else to know, each with the way out. */
export function FindingsPanel({ explanation, isRevealed, onActivate }: ExplanationView) {
  const { findings } = explanation;
  return (
    <Panel
      title="Findings"
      tools={
        <p role="status" className="text-muted text-xs">
          {summaryOf(findings)}
        </p>
      }
    >
      {findings.length === 0 ? (
        <p className="flex items-start gap-2 p-3">
          <CircleCheck aria-hidden className="mt-0.5 size-4 shrink-0 text-ok" />
          The format of this string is valid. Send a test delivery to check whether the endpoint is up and accepts the
          secret.
        </p>
      ) : (
        <ul className="divide-y divide-line">
          {findings.slice(0, maxShownFindings).map((finding) => {
            const { icon: Icon, color, word } = icons[finding.severity];
            return (
              <li
                key={`${finding.code}-${finding.piece}`}
                className="flex items-start gap-2.5 px-3 py-2.5"
                onPointerEnter={() => onActivate(finding.piece ?? null)}
                onPointerLeave={() => onActivate(null)}
              >
                <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${color}`} />
                <div className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                  <p>
                    <span className="sr-only">{word}: </span>
                    <span className="font-medium">{finding.message}</span>
                  </p>
                  <p className="text-muted">{finding.nextStep}</p>
                  <Place finding={finding} explanation={explanation} isRevealed={isRevealed} />
                </div>
              </li>
            );
          })}
          {findings.length > maxShownFindings ? (
            <li className="px-3 py-2 text-muted">and {findings.length - maxShownFindings} more</li>
          ) : null}
        </ul>
      )}
    </Panel>
  );
}

function Place({
  finding,
  explanation,
  isRevealed,
}: { finding: Finding } & Pick<ExplanationView, "explanation" | "isRevealed">) {
  const index = finding.piece;
  const piece = index === undefined ? undefined : explanation.pieces[index];
  if (index === undefined || !piece || !hasRow(piece)) return null;
  return (
    <a
      href={`#${rowId(index)}`}
      className="mt-0.5 inline-block max-w-full truncate align-bottom text-xs underline"
      onClick={(event) => {
        event.preventDefault();
        document.getElementById(rowId(index))?.focus();
      }}
    >
      {pieceNames[piece.kind]} <code className="font-mono">{piece.isSecret && !isRevealed ? mask : piece.text}</code>
    </a>
  );
}

function summaryOf(findings: Finding[]): string {
  const count = (severity: Severity) => findings.filter((finding) => finding.severity === severity).length;
  const [wrong, risky, notes] = [count("danger"), count("warn"), count("info")];
  const parts = [wrong && `${wrong} wrong`, risky && `${risky} risky`, notes && `${notes} to know`];
  return parts.filter(Boolean).join(", ") || "Nothing found";
}
