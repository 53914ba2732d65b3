"use client";

import { memo, useMemo, useState } from "react";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { explainDestination } from "#lib/logpush/explain/explain-destination.ts";
import { type Fix, fixDestination } from "#lib/logpush/explain/fix-destination.ts";
import type { FixOption, FixOptionId } from "#lib/logpush/explain/fix-options.ts";
import { listPieces, maxShownPieces, pieceColors } from "./piece-style.ts";

/** Enough to go on with; the list of findings holds the rest. */
const maxListed = 8;

/** The string as it should be, what was changed, and what only a person can decide. */
export const FixedPanel = memo(function FixedPanel({ text, isRevealed }: { text: string; isRevealed: boolean }) {
  const [chosen, setChosen] = useState<FixOptionId[]>([]);
  const fix = useMemo(() => fixDestination(text, chosen), [text, chosen]);
  const { pieces, findings } = useMemo(() => explainDestination(fix.fixed), [fix]);
  const isMasked = !isRevealed && pieces.some(({ isSecret }) => isSecret);
  const left = findings.filter(({ severity }) => severity !== "info");

  function toggle({ id, group }: FixOption, isChosen: boolean) {
    const rivals = new Set(
      fix.options.filter((other) => group !== undefined && other.group === group).map((other) => other.id),
    );
    setChosen(chosen.filter((other) => other !== id && !rivals.has(other)).concat(isChosen ? id : []));
  }

  return (
    <Panel title="Fixed version" tools={<CopyButton label="Copy fixed version" text={fix.fixed} />}>
      <p translate="no" className="p-3 font-mono text-table leading-6 [overflow-wrap:anywhere]">
        {listPieces(pieces.slice(0, maxShownPieces)).map((piece) => (
          <span key={piece.id} className={`whitespace-pre-wrap ${pieceColors[piece.kind]}`}>
            {piece.isSecret && !isRevealed ? mask : piece.text}
          </span>
        ))}
        {pieces.length > maxShownPieces ? <span className="text-muted">…</span> : null}
      </p>
      {isMasked ? (
        <p className="px-3 pb-2 text-muted text-xs">The copy contains the secrets that are masked here.</p>
      ) : null}
      <Changes fix={fix} />
      <Options options={fix.options} onToggle={toggle} />
      {left.length > 0 ? (
        <p className="border-line border-t px-3 py-2 text-muted text-xs">
          {left.length === 1 ? "One finding is" : `${left.length} findings are`} left for you:{" "}
          {Array.from(new Set(left.map(({ message }) => message)))
            .slice(0, maxListed)
            .join(" ")}
        </p>
      ) : null}
    </Panel>
  );
});

function Changes({ fix: { changes } }: { fix: Fix }) {
  if (changes.length === 0) {
    return <p className="border-line border-t px-3 py-2 text-muted text-xs">No automatic fixes.</p>;
  }
  return (
    <ul aria-label="Changes" className="grid gap-0.5 border-line border-t px-3 py-2 text-xs">
      {changes.slice(0, maxShownPieces).map(({ message }) => (
        <li key={message} className="[overflow-wrap:anywhere]">
          {message}
        </li>
      ))}
    </ul>
  );
}

function Options({
  options,
  onToggle,
}: {
  options: FixOption[];
  onToggle: (option: FixOption, isChosen: boolean) => void;
}) {
  if (options.length === 0) return null;
  return (
    <fieldset className="border-line border-t px-3 py-2">
      <legend className="float-left mb-1 w-full font-medium text-xs">Optional fixes</legend>
      <ul className="clear-both grid">
        {options.map((option) => (
          <li key={option.id}>
            <label className="flex min-h-7 items-center gap-2 text-sm">
              <input
                type="checkbox"
                className="check"
                checked={option.isChosen}
                onChange={(event) => onToggle(option, event.target.checked)}
              />
              {option.label}
            </label>
          </li>
        ))}
      </ul>
    </fieldset>
  );
}
