import { memo, useMemo } from "react";
import type { Segment } from "#lib/logpush/destination/segments.ts";
import { shownText } from "#lib/logpush/destination/shown-text.ts";
import { gapStyle, groupSegments, isLit, litStyle, rowOfGroup, segmentColors } from "./string-groups.ts";

type ColoredStringProps = {
  segments: Segment[];
  isShown: boolean;
  /** The form path of the control that has the focus. */
  focused: string | null;
  /** The places of the rows that lack something. */
  gaps: Set<number>;
};

/** Up to this many pairs are colored one by one: twice as many as a busy job has. */
const mostColored = 40;

/** The shown destination string in its colors. Only the group that a key press changed renders again. */
export function ColoredString({ segments, isShown, focused, gaps }: ColoredStringProps) {
  const groups = useMemo(() => groupSegments(segments), [segments]);
  // So many colors help nobody, and drawing them would keep the keys waiting.
  if (groups.length > mostColored)
    return <PlainGroups groups={groups} isShown={isShown} focused={focused} gaps={gaps} />;
  return groups.map((group, place) => (
    <Group
      // biome-ignore lint/suspicious/noArrayIndexKey: groups are identified by position
      key={place}
      group={group}
      isShown={isShown}
      focused={hasLit(group, focused) ? focused : null}
      hasGap={hasGap(group, gaps)}
    />
  ));
}

/** The groups that say something in color, and all between them as one text. */
function PlainGroups({ groups, isShown, focused, gaps }: PlainGroupsProps) {
  const runs: (string | Segment[])[] = [];
  for (const group of groups) {
    const last = runs.at(-1);
    const text = group.map((segment) => shownText(segment, isShown)).join("");
    if (hasLit(group, focused) || hasGap(group, gaps)) runs.push(group);
    else if (typeof last === "string") runs[runs.length - 1] = last + text;
    else runs.push(text);
  }
  return runs.map((run, place) =>
    typeof run === "string" ? (
      run
    ) : (
      // biome-ignore lint/suspicious/noArrayIndexKey: as above
      <Group key={place} group={run} isShown={isShown} focused={focused} hasGap={hasGap(run, gaps)} />
    ),
  );
}

function hasLit(group: readonly Segment[], focused: string | null): boolean {
  return focused !== null && group.some((segment) => isLit(segment, focused));
}

function hasGap(group: readonly Segment[], gaps: Set<number>): boolean {
  return gaps.size > 0 && gaps.has(rowOfGroup(group) ?? -1);
}

type PlainGroupsProps = Omit<ColoredStringProps, "segments"> & { groups: Segment[][] };

type GroupProps = { group: Segment[]; isShown: boolean; focused: string | null; hasGap: boolean };

const Group = memo(function Group({ group, isShown, focused, hasGap }: GroupProps) {
  return group.map((segment, place) => {
    const isFocused = isLit(segment, focused);
    const look = hasGap && segment.kind !== "mark" ? gapStyle : segmentColors[segment.kind];
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: the parts of a pair never change their order
      <span key={place} data-lit={isFocused ? "" : undefined} className={isFocused ? `${look} ${litStyle}` : look}>
        {shownText(segment, isShown)}
      </span>
    );
  });
}, isSameGroup);

function isSameGroup(before: GroupProps, after: GroupProps): boolean {
  return (
    before.isShown === after.isShown &&
    before.focused === after.focused &&
    before.hasGap === after.hasGap &&
    before.group.length === after.group.length &&
    before.group.every((segment, place) => isSameSegment(segment, after.group[place]))
  );
}

function isSameSegment(a: Segment, b: Segment | undefined): boolean {
  return a.text === b?.text && a.kind === b.kind && a.field === b.field && a.isSecret === b.isSecret;
}
