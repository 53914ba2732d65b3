import { memo } from "react";
import { Link } from "#components/ui/link.tsx";
import { cellRole, rowRole } from "#components/ui/table-roles.ts";
import { timeAgo } from "#components/ui/time-ago.tsx";
import { utcText } from "#components/ui/utc-text.ts";
import { isTroubled } from "#lib/logpush/job/health-states.ts";
import type { ListedJob } from "#lib/logpush/views.ts";
import { EnabledSwitch } from "./enabled-switch.tsx";
import { healthWords } from "./health-words.ts";
import { HourBars } from "./hour-bars.tsx";
import { rowHref } from "./job-label.ts";
import type { RowActions } from "./row-actions.ts";
import { RowNote } from "./row-note.tsx";
import { RowTrouble } from "./row-trouble.tsx";
import { StateShape } from "./state-shape.tsx";
import type { SwitchState } from "./use-job-switches.ts";

type RowProps = {
  listed: ListedJob;
  state: SwitchState | undefined;
  isChosen: boolean;
  isTesting: boolean;
  nowMs: number;
  actions: RowActions;
};

/** One job in one line; one that needs attention says why in a second line, and a switch that failed in a third. */
export const JobRow = memo(function JobRow({ listed, state, isChosen, isTesting, nowMs, actions }: RowProps) {
  const { key, name, scope, dataset, host, path, lastComplete, trouble } = listed;
  const label = listed.label ?? name;
  const isDimmed = !listed.enabled && !trouble;
  return (
    <div {...rowRole} className="job" data-chosen={isChosen || undefined} data-off={isDimmed || undefined}>
      <span {...cellRole} className="job-check">
        <input
          className="check"
          type="checkbox"
          aria-label={`Select ${label}`}
          checked={isChosen}
          disabled={!actions.isHydrated}
          onChange={(event) => actions.select(key, isRange(event.nativeEvent))}
        />
      </span>
      <span {...cellRole} className="job-name">
        <Link id={`job-${key}`} href={rowHref(key)} title={label}>
          <bdi>{name}</bdi>
          {listed.label ? <span className="font-normal text-faint"> ({key.split("/").at(-1)})</span> : null}
        </Link>
        <RowMarks listed={listed} />
      </span>
      <span {...cellRole} className="job-zone">
        <span title={scope}>{scope}</span>
        <code>{dataset}</code>
      </span>
      <span {...cellRole} className="job-to" title={host + path}>
        <span>{host}</span>
        <span className="path">{path}</span>
      </span>
      <span {...cellRole} className="job-bars">
        <HourBars bars={listed.bars} />
      </span>
      <span {...cellRole} className="job-state">
        <State listed={listed} />
      </span>
      <span {...cellRole} className="job-last">
        {lastComplete ? (
          <time dateTime={lastComplete} title={utcText(lastComplete)}>
            {timeAgo(lastComplete, nowMs)}
          </time>
        ) : (
          <>
            <span aria-hidden>—</span>
            <span className="sr-only">No delivery yet</span>
          </>
        )}
      </span>
      {actions.may.operate ? (
        <span {...cellRole} className="job-switch">
          <EnabledSwitch
            label={label}
            isEnabled={listed.enabled}
            state={state}
            onTurn={actions.isHydrated ? (target) => actions.turn(listed, target) : undefined}
          />
        </span>
      ) : null}
      <span {...cellRole} className="job-menu">
        <button
          type="button"
          aria-label="Job actions"
          aria-describedby={`job-${key}`}
          aria-haspopup="menu"
          disabled={!actions.isHydrated}
          onClick={(event) => actions.openMenu(listed, event.currentTarget)}
        >
          <svg aria-hidden="true" className="shape">
            <use href="#st-more" />
          </svg>
        </button>
      </span>
      {trouble ? <RowTrouble listed={listed} trouble={trouble} isTesting={isTesting} actions={actions} /> : null}
      {state?.error ? <RowNote listed={listed} label={label} state={state} actions={actions} /> : null}
    </div>
  );
});

/** Short in its column; assistive technology hears the whole word. */
function State({ listed: { state } }: { listed: ListedJob }) {
  const [first, ...rest] = healthWords[state].word.split(" after ");
  return (
    <>
      <StateShape state={state} />
      <span className={isTroubled(state) ? "font-medium text-danger" : state === "disabled" ? "text-muted" : undefined}>
        {first}
        {rest.length > 0 ? <span className="sr-only"> after {rest}</span> : null}
      </span>
    </>
  );
}

/** What is special about a job, in a word. */
function RowMarks({ listed: { isLegacy, isUnparsed, staleSince, mute } }: { listed: ListedJob }) {
  return (
    <>
      {isLegacy ? <Mark title="Uses the deprecated logpull_options" word="Legacy" /> : null}
      {isUnparsed ? (
        <Mark title="Headgate cannot parse this destination, so it stays unchanged" word="Unparsed" />
      ) : null}
      {staleSince ? <Mark title={`Last read ${utcText(staleSince)}`} word="Outdated" /> : null}
      {mute ? <Mark title={`Alerts muted until ${mute.until ? utcText(mute.until) : "unmuted"}`} word="Muted" /> : null}
    </>
  );
}

function Mark({ title, word }: { title: string; word: string }) {
  return (
    <span title={title} className="shrink-0 rounded-[4px] bg-chosen px-1 font-normal text-muted text-xs">
      {word}
    </span>
  );
}

/** A press with Shift, by pointer or by key, chooses all rows since the last one. */
function isRange(event: Event): boolean {
  return event instanceof MouseEvent && event.shiftKey;
}
