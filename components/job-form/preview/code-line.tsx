import { Fragment, memo, type ReactNode } from "react";
import { breakPairs, type FieldFold, foldOf, indentOf, nameOf, splitGaps } from "./code-lines.ts";
import { colorCode } from "./snippet-color.ts";
import { gapStyle } from "./string-groups.ts";

const lazyStyle = "block [contain-intrinsic-size:auto_1.125rem] [content-visibility:auto]";

type CodeLineProps = {
  text: string;
  isUnfolded: boolean;
  onUnfold: () => void;
  /** Whether words of it may stand in for what is missing. */
  hasGaps: boolean;
  /** One of very many: it is laid out when it comes into sight. */
  isLazy: boolean;
};

/**
 * One line of code, in color; wrapped, it goes on behind its own indent. What it says to a copy or a screen reader is
 * the line and nothing else. A key press renders the lines that it changes.
 */
export const CodeLine = memo(function CodeLine({ text, isUnfolded, onUnfold, hasGaps, isLazy }: CodeLineProps) {
  const hang = `${indentOf(text) + 2}ch`;
  const fold = isUnfolded ? undefined : foldOf(text);
  return (
    <span className={isLazy ? lazyStyle : "block"} style={{ paddingLeft: hang, textIndent: `-${hang}` }}>
      {fold ? <Folded fold={fold} onUnfold={onUnfold} /> : <Colored text={text} hasGaps={hasGaps} />}
    </span>
  );
});

/** The button's word is drawn, not written: the names beside it are the text. */
function Folded({ fold: { before, names, after, count }, onUnfold }: { fold: FieldFold; onUnfold: () => void }) {
  return (
    <>
      <Colored text={before} hasGaps={false} />
      <span className="inline-block size-0 overflow-hidden whitespace-pre align-bottom indent-0">{names}</span>
      <button
        type="button"
        aria-label={`Show ${count} fields`}
        data-count={count}
        className="mx-1 rounded-xs bg-accent-soft px-1.5 indent-0 font-mono text-accent before:content-[attr(data-count)_'_fields'] hover:underline"
        onClick={onUnfold}
      />
      <Colored text={after} hasGaps={false} />
    </>
  );
}

function Colored({ text, hasGaps }: { text: string; hasGaps: boolean }) {
  return colorCode(text).map(({ text: piece, tone, id }) => (
    <span key={id} className={tone}>
      {breakPairs(piece).map((part, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a line never change their order
        <Fragment key={place}>
          {place === 0 ? null : <wbr />}
          <Part text={part} hasGaps={hasGaps} />
        </Fragment>
      ))}
    </span>
  ));
}

function Part({ text, hasGaps }: { text: string; hasGaps: boolean }) {
  const name = nameOf(text);
  const rest = text.slice(name.length);
  return (
    <>
      {name === "" ? null : <span className="whitespace-nowrap">{hasGaps ? markGaps(name) : name}</span>}
      {hasGaps ? markGaps(rest) : rest}
    </>
  );
}

function markGaps(text: string): ReactNode {
  const pieces = splitGaps(text);
  if (pieces.length === 1) return text;
  return pieces.map((piece, place) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: as above
    <span key={place} className={place % 2 === 1 ? gapStyle : undefined}>
      {piece}
    </span>
  ));
}
