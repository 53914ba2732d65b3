"use client";

import { ChevronDown } from "lucide-react";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { ScopePicker } from "#components/scopes/scope-picker.tsx";
import { useKnownScopes } from "#components/scopes/use-known-scopes.ts";
import { Button } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import { LocalTime } from "#components/ui/local-time.tsx";
import { Menu } from "#components/ui/menu.tsx";
import { Panel } from "#components/ui/panel.tsx";
import type { MuteView } from "#lib/logpush/alerts/alerts-view.ts";
import type { MuteLength } from "#lib/logpush/alerts/mute.ts";
import { parseScopePath } from "#lib/logpush/job/job.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import type { AlertActions } from "./alert-actions.ts";
import { changeMute, mutedJob, muteLengthItems } from "./mute-items.tsx";

type MutesPanelProps = {
  mutes: MuteView[];
  scopes: ScopeOption[];
  scopeCount: number;
  /** Absent where the role does not allow them. */
  actions: AlertActions | undefined;
};

/** The jobs, zones and accounts whose alerts are held back, and until when. */
export function MutesPanel({ mutes, scopes, scopeCount, actions }: MutesPanelProps) {
  const router = useRouter();
  const [isPending, startUnmuting] = useTransition();

  const unmute = (mute: MuteView, given: AlertActions) =>
    startUnmuting(async () => {
      const { path, label } = mute;
      const [scope = "", id] = path.split("/jobs/");
      const ref = parseScopePath(scope);
      if (!ref) return;
      const onDone = () => router.refresh();
      const muted =
        id === undefined
          ? mutedScope({ path, name: label }, given, onDone)
          : mutedJob({ ref: { ...ref, jobId: Number(id) }, label, muteJob: given.muteJob, onDone });
      await changeMute(muted, "off", "unmuted");
    });

  return (
    <Panel title="Muted jobs">
      {actions ? <MuteScope scopes={scopes} scopeCount={scopeCount} actions={actions} /> : null}
      {mutes.length === 0 ? null : (
        <ul aria-label="Muted jobs" className="max-h-72 divide-y divide-line overflow-y-auto">
          {mutes.map((mute) => (
            <li key={mute.path} className="flex items-center gap-3 px-3 py-2 text-sm">
              <p className="min-w-0 flex-1 [overflow-wrap:anywhere]">
                <Link href={hrefOf(mute)} className="font-medium hover:underline">
                  <bdi>{mute.label}</bdi>
                </Link>{" "}
                <span className="text-muted text-xs">
                  {isWhole(mute) ? "all jobs" : mute.scopeName} · until{" "}
                  {mute.until === null ? "unmuted" : <LocalTime iso={mute.until} />}
                </span>
              </p>
              {actions ? (
                <Button
                  size="small"
                  aria-label={`Unmute ${mute.label}`}
                  aria-disabled={isPending}
                  onClick={() => isPending || unmute(mute, actions)}
                >
                  Unmute
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
    </Panel>
  );
}

const isWhole = ({ path }: MuteView) => !path.includes("/jobs/");

function hrefOf(mute: MuteView): Route {
  return (isWhole(mute) ? `/?scope=${encodeURIComponent(mute.path)}` : `/${mute.path}`) as Route;
}

function mutedScope({ path, name }: ScopeOption, { muteJobs }: AlertActions, onDone: () => void) {
  const mute = (minutes: MuteLength) => muteJobs({ scope: path, minutes });
  return { label: name, mute, onDone };
}

/** Mutes all jobs of a zone or account, those that it gets later too. */
function MuteScope({ scopes, scopeCount, actions }: Omit<MutesPanelProps, "mutes"> & { actions: AlertActions }) {
  const router = useRouter();
  const known = useKnownScopes(scopes, scopeCount, actions.findScopes);
  const [scope, setScope] = useState<ScopeOption | null>(null);
  return (
    <div className="flex flex-wrap items-center gap-2 border-line border-b px-3 py-2">
      <ScopePicker
        aria-label="Zone or account to mute"
        className="min-w-40 flex-1"
        known={known}
        value={scope?.path ?? ""}
        all="Mute a whole zone or account"
        onChoose={(chosen) => setScope(chosen.path === "" ? null : chosen)}
      />
      {scope ? (
        <Menu
          size="small"
          label={`Mute ${scope.name}`}
          items={muteLengthItems(
            mutedScope(scope, actions, () => {
              setScope(null);
              router.refresh();
            }),
          )}
        >
          Mute
          <ChevronDown aria-hidden className="size-3.5" />
        </Menu>
      ) : null}
    </div>
  );
}
