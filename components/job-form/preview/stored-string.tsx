"use client";

import dynamic from "next/dynamic";
import { memo, useDeferredValue, useMemo } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { formatHttpDestination, parseHttpDestination } from "#lib/logpush/destination/http.ts";
import { mask } from "#lib/logpush/destination/looks-random.ts";
import { encodeParamValue, encodeStrict, listEscapes } from "#lib/logpush/destination/percent.ts";
import { type Segment, segmentDestination } from "#lib/logpush/destination/segments.ts";
import { destinationOf, isKept, pairOf } from "#lib/logpush/job/destination-of.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { useShowSecrets } from "../show-secrets.tsx";
import { LengthMeter } from "./length-meter.tsx";
import { Piece } from "./piece.tsx";
import { useFocusedField } from "./use-focused-field.ts";
import { usePointedPiece } from "./use-pointed-piece.ts";

/** As high as the longest sentence at each width, so that pointing moves nothing. */
const lineStyle = "min-h-21 border-line border-t px-3 py-2 text-muted text-xs sm:min-h-13 lg:min-h-21 xl:min-h-13";
/** What the pieces mean is loaded while the form already stands. */
const MeaningLine = dynamic(async () => (await import("./meaning-line.tsx")).MeaningLine, {
  ssr: false,
  loading: () => <p className={lineStyle} />,
});

const colors: Record<Segment["kind"], string> = {
  scheme: "text-muted",
  host: "text-code-host",
  path: "text-fg",
  mark: "text-muted",
  "header-name": "text-code-header",
  "header-value": "text-code-value",
  "param-name": "text-code-param",
  "param-value": "text-code-text",
};

/** "What Cloudflare stores": the destination string in its pieces, the focused field's piece lit up. */
export function StoredString({ values }: { values: JobFormValues }) {
  const { isShown: isRevealed, setIsShown: setIsRevealed } = useShowSecrets();
  const focused = useFocusedField();
  const whole = useMemo(() => ({ values, segments: segmentDestination(values) }), [values]);
  const { segments } = whole;
  const settled = useDeferredValue(whole);
  const { pointed, isWalking, ...pointing } = usePointedPiece(segments);
  const hasSecret = segments.some(({ isSecret, isSaved }) => isSecret && !isSaved);
  const shown = segments.map((segment, index) => ({
    ...segment,
    id: `${segment.kind}-${index}`,
    text: segment.isSecret && !isRevealed ? mask : segment.text,
  }));
  return (
    <Panel
      title="What Cloudflare stores"
      tools={
        <>
          {hasSecret ? (
            <Button size="small" aria-pressed={isRevealed} onClick={() => setIsRevealed(!isRevealed)}>
              {isRevealed ? "Hide secrets" : "Show secrets"}
            </Button>
          ) : null}
          <CopyButton label="Copy" text={shown.map(({ text }) => text).join("")} />
        </>
      }
    >
      <section
        aria-label="Pieces of the string: arrow keys go through them"
        tabIndex={0}
        translate="no"
        className="p-3 font-mono text-sm leading-6 outline-offset-[-2px] [overflow-wrap:anywhere]"
        {...pointing}
      >
        {shown.map((segment, index) => (
          <Piece
            key={segment.id}
            place={index}
            text={segment.text}
            className={`${colors[segment.kind]} ${pointed === index || isFocused(segment, focused) ? litStyle : ""}`}
          />
        ))}
      </section>
      <MeaningLine
        segment={pointed === null ? segments.findLast((segment) => isFocused(segment, focused)) : segments[pointed]}
        query={values.query}
        isLive={isWalking}
        className={lineStyle}
      />
      <Checks {...settled} isRevealed={isRevealed} />
    </Panel>
  );
}

/** What is worked out of the whole string; it may follow a key press a moment later. */
const Checks = memo(function Checks({
  values,
  segments,
  isRevealed,
}: {
  values: JobFormValues;
  segments: Segment[];
  isRevealed: boolean;
}) {
  return (
    <>
      <LengthMeter segments={segments} />
      <Invalid values={values} />
      <Escapes values={values} isRevealed={isRevealed} />
    </>
  );
});

const litStyle = "rounded-sm bg-accent-soft outline-2 outline-accent";

function isFocused({ field, kind }: Segment, focused: string | null): boolean {
  return focused !== null && field === focused && kind !== "mark";
}

/** Says that the string above would not be sent, and why. */
function Invalid({ values }: { values: JobFormValues }) {
  if (values.query.some(isKept) || values.isEndpointKept) return null;
  const parsed = parseHttpDestination(formatHttpDestination(destinationOf(values)));
  if (parsed.ok) return null;
  return (
    <p className="border-line border-t px-3 py-2 text-danger text-xs">
      Not valid, so it is not sent. {parsed.error.message}
    </p>
  );
}

/** Which characters of which row were escaped; those of secrets only while these are shown. */
function Escapes({ values, isRevealed }: { values: JobFormValues; isRevealed: boolean }) {
  const list = values.query.flatMap((row, index) => {
    if (row.isOff || isKept(row) || pairOf(row).raw !== undefined) return [];
    const encodeValue = row.kind === "header" ? encodeStrict : encodeParamValue;
    const escapes = [...listEscapes(row.name, encodeStrict), ...listEscapes(row.value, encodeValue)];
    return escapes.length === 0
      ? []
      : [{ key: `${index}`, name: row.name, escapes, isHidden: row.kind === "header" && !isRevealed }];
  });
  if (list.length === 0) return null;
  return (
    <dl aria-label="What was escaped" className="grid gap-1 border-line border-t px-3 py-2 text-xs">
      {list.map(({ key, name, escapes, isHidden }) => (
        <div key={key} className="flex flex-wrap gap-x-2">
          <dt className="font-mono text-muted">{name || "(no name)"}</dt>
          <dd className="font-mono">
            {isHidden
              ? `${escapes.length} ${escapes.length === 1 ? "character" : "different characters"} escaped`
              : escapes
                  .map(({ character, escaped }) => `${character === " " ? "space" : character} → ${escaped}`)
                  .join(", ")}
          </dd>
        </div>
      ))}
    </dl>
  );
}
