import type { Route } from "next";
import { Link } from "#components/ui/link.tsx";
import { cellRole } from "#components/ui/table-roles.ts";
import type { ListedJob, RowTrouble as Trouble } from "#lib/logpush/views.ts";
import { rowHref } from "./job-label.ts";
import type { RowActions } from "./row-actions.ts";

type RowTroubleProps = { listed: ListedJob; trouble: Trouble; isTesting: boolean; actions: RowActions };

/** The second line of a row: the cause, what happens when, and the ways out. */
export function RowTrouble({ listed, trouble: { cause, clock, fix }, isTesting, actions }: RowTroubleProps) {
  return (
    <span {...cellRole} className="job-fix">
      <p title={cause}>{cause}</p>
      <span className="job-clock">
        {clock ? (
          <>
            <svg aria-hidden="true" className="shape">
              <use href="#st-clock" />
            </svg>
            {clock}
          </>
        ) : null}
      </span>
      {actions.may.operate ? (
        <button
          type="button"
          className="do"
          aria-busy={isTesting}
          aria-disabled={isTesting || !actions.isHydrated}
          onClick={() => isTesting || actions.sendTest(listed)}
        >
          {isTesting ? "Sending…" : "Send test"}
        </button>
      ) : null}
      {actions.may.write || fix.query === "?tab=deliveries" ? (
        <Link className="do" href={`${rowHref(listed.key)}${fix.query}` as Route}>
          {fix.text}
        </Link>
      ) : null}
    </span>
  );
}
