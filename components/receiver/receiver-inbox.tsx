"use client";

import { Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { AsOf } from "#components/ui/as-of.tsx";
import { Button } from "#components/ui/button.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { Select } from "#components/ui/input.tsx";
import { settle } from "#components/ui/settle.ts";
import { Switch } from "#components/ui/switch.tsx";
import type { AppError, Result } from "#lib/logpush/result.ts";
import { EmptyInbox } from "./empty-inbox.tsx";
import { type InboxView, inboxViewToQuery, parseInboxView } from "./inbox-view.ts";
import { ReceivedItem } from "./received-item.tsx";
import type { ReceivedRequest } from "./received-request.ts";
import { useAutoRefresh } from "./use-auto-refresh.ts";

type ReceiverInboxProps = {
  requests: ReceivedRequest[];
  total: number;
  hiddenSeed: number;
  view: InboxView;
  asOf: string;
  clearReceived: () => Promise<Result<null>>;
};

/** What arrived at the built-in receiver, newest first, kept up to date. */
export function ReceiverInbox({ requests, total, hiddenSeed, view, asOf, clearReceived }: ReceiverInboxProps) {
  const router = useRouter();
  const [isAutomatic, setIsAutomatic] = useState(true);
  const [error, setError] = useState<AppError | null>(null);
  const [isClearing, startClearing] = useTransition();
  const { isUnreachable } = useAutoRefresh(isAutomatic);

  const clear = () =>
    startClearing(async () => {
      const result = await settle(clearReceived);
      setError(result.ok ? null : result.error);
      router.refresh();
    });

  return (
    <div className="grid gap-4">
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <h1 className="mr-auto font-semibold text-title tracking-tight">Receiver</h1>
        <AsOf iso={asOf} isUnreachable={isUnreachable} />
        <label htmlFor="auto-refresh" className="flex items-center gap-2 text-xs">
          <Switch id="auto-refresh" checked={isAutomatic} onChange={(event) => setIsAutomatic(event.target.checked)} />
          Auto-refresh
        </label>
      </div>
      <p className="max-w-prose text-muted">
        The built-in receiver answers for receiver.headgate.test and other reserved names. It is for trying things out:
        header values are shown in clear here, secrets too.
      </p>
      <div className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <Filters view={view} total={total} hiddenSeed={hiddenSeed} />
        <Button size="small" onClick={clear} aria-disabled={isClearing} aria-busy={isClearing}>
          <Trash2 aria-hidden className="size-3.5" />
          Clear
        </Button>
      </div>
      {error ? <ErrorCallout error={error} /> : null}
      <section aria-label="Received requests" className="overflow-clip rounded-card border border-line bg-raised">
        {requests.length === 0 ? (
          <EmptyInbox isFiltered={total > 0} />
        ) : (
          <ol className="divide-y divide-line">
            {requests.map((request) => (
              <ReceivedItem key={request.id} request={request} />
            ))}
          </ol>
        )}
      </section>
    </div>
  );
}

function Filters({ view, total, hiddenSeed }: { view: InboxView; total: number; hiddenSeed: number }) {
  const router = useRouter();
  const show = (change: Partial<InboxView>) =>
    router.replace(`/receiver${inboxViewToQuery({ ...view, ...change })}`, { scroll: false });
  return (
    <>
      <Select
        aria-label="Kind"
        className="max-w-40"
        value={view.kind ?? ""}
        onChange={(event) => show({ kind: parseInboxView({ kind: event.target.value }).kind })}
      >
        <option value="">All kinds</option>
        <option value="probe">Probes</option>
        <option value="batch">Batches</option>
        <option value="other">Other</option>
      </Select>
      <label className="flex min-h-6 items-center gap-2">
        <input
          type="checkbox"
          className="size-4 accent-accent"
          checked={!view.isSeedShown}
          onChange={(event) => show({ isSeedShown: !event.target.checked })}
        />
        Hide seed jobs’ traffic
      </label>
      <p className="mr-auto text-muted text-xs">
        {total} {total === 1 ? "request" : "requests"}
        {hiddenSeed > 0 ? `, ${hiddenSeed} of seed jobs hidden` : ""}
      </p>
    </>
  );
}
