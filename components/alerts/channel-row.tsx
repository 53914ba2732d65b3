import { Send } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { Link } from "#components/ui/link.tsx";
import { Switch } from "#components/ui/switch.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { alertKinds } from "#lib/logpush/alerts/alert-kinds.ts";
import type { ChannelView } from "#lib/logpush/alerts/alerts-view.ts";
import { alertKindNames, channelKindWords } from "#lib/logpush/alerts/channel.ts";
import { inSentences } from "#lib/logpush/result.ts";
import type { May } from "#lib/logpush/views.ts";
import type { AlertActions } from "./alert-actions.ts";

type ChannelRowProps = {
  channel: ChannelView;
  Icon: typeof Send;
  nowMs: number;
  may: May;
  actions: AlertActions;
  onEdit: () => void;
  onDelete: () => void;
};

/** One channel: where it leads, what it gets, how its last message ended, and what can be done with it. */
export function ChannelRow({ channel, Icon, nowMs, may, actions, onEdit, onDelete }: ChannelRowProps) {
  const { id, kind, name, isEnabled, setBy, target, isReadable, last } = channel;
  const router = useRouter();
  const isHydrated = useHydrated();
  const [told, setTold] = useState<{ isFine: boolean; text: string } | null>(null);
  const [isSending, startSending] = useTransition();
  const [isSwitching, startSwitching] = useTransition();

  const send = () =>
    startSending(async () => {
      const result = await callWriteAction(() => actions.sendTest({ channel: id }));
      if (!result.ok) return setTold({ isFine: false, text: inSentences(result.error) });
      setTold({ isFine: result.value.isDelivered, text: result.value.summary });
      router.refresh();
    });

  const turn = (enabled: boolean) =>
    startSwitching(async () => {
      const result = await callWriteAction(() => actions.setChannelEnabled({ id, enabled }));
      setTold(result.ok ? null : { isFine: false, text: inSentences(result.error) });
      router.refresh();
    });

  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-x-2.5 gap-y-1.5 px-3 py-3 text-sm sm:grid-cols-[1.25rem_minmax(0,1fr)_auto]">
      <Icon aria-hidden className="mt-0.5 size-4 text-muted" />
      <div className="min-w-0 [overflow-wrap:anywhere]">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1">
          <bdi className={`font-medium ${isEnabled ? "" : "text-muted"}`}>{name}</bdi>
          {isEnabled ? null : <Badge>Disabled</Badge>}
          {isReadable ? null : <Badge tone="danger">Secret not readable</Badge>}
        </p>
        <p className="text-muted text-xs">
          {[channelKindWords[kind], target].filter(Boolean).join(" · ")}
          {" · "}
          {routeText(channel)}
        </p>
        {setBy ? <SetBy setBy={setBy} mayOpen={may.operate} /> : null}
      </div>
      {may.write ? (
        <div className="col-start-2 flex flex-wrap items-center gap-1.5 sm:col-start-3 sm:row-start-1">
          <Button
            size="small"
            aria-disabled={isSending || !isHydrated}
            aria-busy={isSending}
            onClick={isSending ? undefined : send}
          >
            <Send aria-hidden className="size-3.5" />
            {isSending ? "Sending…" : "Send test"}
            <span className="sr-only"> to {name}</span>
          </Button>
          {setBy ? null : (
            <>
              <Button size="small" aria-label={`Edit ${name}`} disabled={!isHydrated} onClick={onEdit}>
                Edit
              </Button>
              <Button
                size="small"
                variant="quiet"
                aria-label={`Delete ${name}`}
                disabled={!isHydrated}
                onClick={onDelete}
              >
                Delete
              </Button>
              <Switch
                aria-label={`Enabled: ${name}`}
                checked={isEnabled}
                disabled={!isHydrated}
                aria-busy={isSwitching}
                onChange={(event) => isSwitching || turn(event.target.checked)}
              />
            </>
          )}
        </div>
      ) : null}
      <p role="status" className="col-start-2 min-w-0 text-xs [overflow-wrap:anywhere] empty:hidden sm:col-end-4">
        {told && !isSending ? (
          <span className={told.isFine ? "text-ok" : "text-danger"}>{`${told.isFine ? "✓" : "✗"} ${told.text}`}</span>
        ) : null}
      </p>
      {last && !told ? (
        <p className="col-start-2 min-w-0 text-muted text-xs [overflow-wrap:anywhere] sm:col-end-4">
          <span
            className={last.outcome === "sent" ? "text-ok" : last.outcome === "failed" ? "text-danger" : "text-info"}
          >
            <span aria-hidden>{last.outcome === "sent" ? "✓" : last.outcome === "failed" ? "✗" : "…"}</span>{" "}
            {last.result === "" ? "Sending" : last.result}
          </span>{" "}
          · <TimeAgo iso={last.at} nowMs={nowMs} />
        </p>
      ) : null}
    </li>
  );
}

/** Which alerts a channel gets, and of what. */
function routeText({ route: { alerts, scope, scopeName, dataset } }: ChannelView): string {
  const names = alertKindNames.filter((kind) => alerts.includes(kind)).map((kind) => alertKinds[kind].label);
  const kinds = names.length === alertKindNames.length ? "All alerts" : names.join(", ");
  return [kinds, scope === "" ? "" : scopeName, dataset].filter((part) => part !== "").join(" · ");
}

type SetByProps = {
  setBy: NonNullable<ChannelView["setBy"]>;
  /** Whether the person has access to the test receiver. */
  mayOpen: boolean;
};

function SetBy({ setBy, mayOpen }: SetByProps) {
  if (setBy === "HEADGATE_ALERT_URL") {
    return (
      <p className="text-muted text-xs">
        Set by <code className="font-mono">HEADGATE_ALERT_URL</code>
      </p>
    );
  }
  return (
    <p className="text-muted text-xs">
      On the emulator, the{" "}
      {mayOpen ? (
        <Link href="/receiver?kind=alert" className="underline">
          test receiver
        </Link>
      ) : (
        "test receiver"
      )}{" "}
      gets alerts. <code className="font-mono">HEADGATE_ALERT_URL</code> replaces it.
    </p>
  );
}
