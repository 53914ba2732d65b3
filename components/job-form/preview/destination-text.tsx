"use client";

import { type ClipboardEvent, useEffect, useLayoutEffect, useMemo, useRef } from "react";
import { FieldError } from "#components/ui/field.tsx";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { type Segment, segmentDestination } from "#lib/logpush/destination/segments.ts";
import { exactSelection, type ShownPart, shownParts, shownText } from "#lib/logpush/destination/shown-text.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { namesOfSaved } from "#lib/snippets/secret-variables.ts";
import { useShowSecrets } from "../show-secrets.tsx";
import { fieldId, useFieldError } from "../use-field.ts";
import { useTypedValues } from "../use-typed-values.ts";
import { ColoredString } from "./colored-string.tsx";
import { rowsWithGaps } from "./string-groups.ts";
import { useDestinationText } from "./use-destination-text.ts";
import { useFocusedField } from "./use-focused-field.ts";

const id = fieldId("destinationString");
const textStyle =
  "col-start-1 row-start-1 min-h-10 w-full whitespace-pre-wrap px-3 py-2.5 font-mono text-xs leading-5 [overflow-wrap:anywhere]";

/**
 * The whole destination as Cloudflare stores it, bound both ways. The textarea lies over its own text in color: both
 * wrap alike, so the caret is where it seems to be.
 */
export function DestinationText({ initial }: { initial: JobFormValues }) {
  const typed = useTypedValues(initial);
  const { isShown } = useShowSecrets();
  const focused = useFocusedField();
  const error = useFieldError("destinationString");
  const unread = typed.destinationString;
  const segments = useMemo<Segment[]>(() => {
    if (unread !== "") return [{ kind: "path", text: unread, isSecret: true }];
    const isEmpty = typed.query.length === 0 && ["", "https://"].includes(typed.endpoint);
    return isEmpty ? [] : segmentDestination(typed);
  }, [typed, unread]);
  const gaps = useMemo(() => rowsWithGaps(typed), [typed]);
  const { change, repaired, caret } = useDestinationText(segments, isShown);
  const area = useRef<HTMLTextAreaElement>(null);
  const frame = useRef<HTMLDivElement>(null);
  const isLocked =
    typed.destinationMode === "keep" || typed.isEndpointKept || typed.query.some((row) => row.saved !== undefined);
  const shown = useMemo(() => segments.map((segment) => shownText(segment, isShown)).join(""), [segments, isShown]);

  useLayoutEffect(() => {
    if (caret && document.activeElement === area.current) area.current?.setSelectionRange(caret.at, caret.at);
  }, [caret]);
  useEffect(() => {
    if (focused !== null) showLit(frame.current);
  }, [focused]);

  return (
    <div className="px-3">
      <label htmlFor={id} className="sr-only">
        Destination string
      </label>
      <div
        ref={frame}
        className={`grid max-h-31 overflow-y-auto rounded-control border bg-sunken has-focus-visible:outline-2 has-focus-visible:outline-ring ${error ? "border-danger" : "border-line-strong"}`}
      >
        <div aria-hidden translate="no" className={textStyle}>
          <ColoredString segments={segments} isShown={isShown} focused={focused} gaps={gaps} />
        </div>
        <textarea
          ref={area}
          id={id}
          name="destinationString"
          aria-invalid={error ? true : undefined}
          aria-describedby={`${error ? `${id}-error ` : ""}${id}-help`}
          autoComplete="off"
          autoCapitalize="off"
          autoCorrect="off"
          spellCheck={false}
          translate="no"
          rows={1}
          placeholder="Paste a destination_conf to fill the form"
          value={shown}
          readOnly={isLocked}
          onChange={change}
          onKeyDown={(event) => event.key === "Enter" && !event.ctrlKey && !event.metaKey && event.preventDefault()}
          onCopy={(event) => copy(event, partsToCopy(segments, typed, isShown))}
          onCut={(event) => shown.includes(mask) && copy(event, partsToCopy(segments, typed, isShown))}
          className={`${textStyle} resize-none overflow-hidden bg-transparent text-transparent caret-fg outline-none selection:bg-accent/30 selection:text-transparent`}
        />
      </div>
      <FieldError id={id} error={error} />
      <p id={`${id}-help`} aria-live="polite" className="text-muted text-xs not-empty:mt-1.5">
        {isLocked ? "Saved values aren’t shown. To write a new string, choose “Replace whole destination”." : repaired}
      </p>
    </div>
  );
}

/** What is copied holds typed secrets as they are and saved ones by name: a mask is of no use anywhere. */
function partsToCopy(segments: Segment[], typed: JobFormValues, isShown: boolean): ShownPart[] {
  const names = namesOfSaved(typed);
  return segments.flatMap((segment) =>
    segment.isSaved ? [{ text: names.shift() ?? "", shown: segment.text }] : shownParts(segment, isShown),
  );
}

function copy(event: ClipboardEvent<HTMLTextAreaElement>, parts: ShownPart[]) {
  const { selectionStart, selectionEnd, value } = event.currentTarget;
  // While secrets are shown, what is selected is what is meant.
  if (!value.includes(mask) || selectionStart === selectionEnd) return;
  event.preventDefault();
  event.clipboardData.setData("text/plain", exactSelection(parts, selectionStart, selectionEnd));
}

/** Scrolls a long string to the lit segment, without moving the page. */
function showLit(frame: HTMLElement | null) {
  const lit = frame?.querySelector<HTMLElement>("[data-lit]");
  if (!frame || !lit) return;
  const [outer, inner] = [frame.getBoundingClientRect(), lit.getBoundingClientRect()];
  if (inner.top < outer.top || inner.bottom > outer.bottom) frame.scrollTop += inner.top - outer.top - 40;
}
