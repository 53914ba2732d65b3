"use client";

import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button, buttonStyle } from "#components/ui/button.tsx";
import { callWriteAction } from "#components/ui/call-action.ts";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { FilterSelect } from "#components/ui/filter-select.tsx";
import { Link } from "#components/ui/link.tsx";
import { Panel } from "#components/ui/panel.tsx";
import { SearchInput } from "#components/ui/search-input.tsx";
import { TimeAgo } from "#components/ui/time-ago.tsx";
import { useHydrated } from "#components/ui/use-hydrated.ts";
import { useUrlFilter } from "#components/ui/use-url-filter.ts";
import type { MessagePage, SentMessage } from "#lib/logpush/alerts/alerts-view.ts";
import { type HistoryQuery, historyHref, isHistoryFiltered } from "#lib/logpush/alerts/history-query.ts";
import { inSentences } from "#lib/logpush/result.ts";
import type { AlertActions } from "./alert-actions.ts";

const outcomes = {
  sent: { word: "Sent", mark: "✓", tone: "text-ok" },
  waiting: { word: "Waiting", mark: "…", tone: "text-info" },
  failed: { word: "Not delivered", mark: "✗", tone: "text-danger" },
} satisfies Record<SentMessage["outcome"], { word: string; mark: string; tone: string }>;

type HistoryPanelProps = {
  history: MessagePage;
  query: HistoryQuery;
  nowMs: number;
  /** Absent where the role does not allow it. */
  resendAlert: AlertActions["resendAlert"] | undefined;
};

/** What was sent to which channel, and how that went. */
export function HistoryPanel({
  history: { rows, page, hasMore, channels },
  query,
  nowMs,
  resendAlert,
}: HistoryPanelProps) {
  const { isPending, text, show, type } = useUrlFilter(query, (next) =>
    historyHref({ ...next, page: next.q === query.q ? next.page : 1 }),
  );
  const isFiltered = isHistoryFiltered(query);
  const isEmpty = rows.length === 0 && !isFiltered && page === 1;
  return (
    <Panel title="History">
      {isEmpty ? null : (
        <search aria-busy={isPending} className="flex flex-wrap items-center gap-2 border-line border-b p-3">
          <SearchInput
            aria-label="Search messages"
            placeholder="Job, zone or dataset"
            className="min-w-40 flex-1 basis-40"
            value={text}
            onChange={(event) => type(event.target.value)}
          />
          <FilterSelect
            label="Channel"
            all="All channels"
            value={query.channel}
            options={channels.map(({ id, name }) => ({ value: id, text: name }))}
            onChange={(channel) => show({ channel, page: 1 })}
          />
          <FilterSelect
            label="Result"
            all="Any result"
            value={query.result}
            options={Object.entries(outcomes).map(([value, { word }]) => ({ value, text: word }))}
            onChange={(value) =>
              show({ result: value === "sent" || value === "waiting" || value === "failed" ? value : "", page: 1 })
            }
          />
        </search>
      )}
      {rows.length === 0 ? (
        <EmptyState
          place="plain"
          title={isFiltered ? "No matching messages" : page > 1 ? "No older messages" : "No alerts yet"}
          actions={
            isFiltered ? (
              <Link href="/alerts" className={buttonStyle({ size: "small" })}>
                Show all messages
              </Link>
            ) : null
          }
        />
      ) : (
        <ol aria-label="Messages" className="divide-y divide-line">
          {rows.map((message) => (
            <Message
              key={`${message.channel} ${message.id}`}
              message={message}
              nowMs={nowMs}
              resendAlert={message.canResend ? resendAlert : undefined}
            />
          ))}
        </ol>
      )}
      {page > 1 || hasMore ? (
        <nav aria-label="Pages of messages" className="flex items-center justify-center gap-3 border-line border-t p-3">
          {page > 1 ? <PageLink query={query} page={page - 1} text="Newer" /> : null}
          <span className="text-muted text-xs">Page {page}</span>
          {hasMore ? <PageLink query={query} page={page + 1} text="Older" /> : null}
        </nav>
      ) : null}
    </Panel>
  );
}

function PageLink({ query, page, text }: { query: HistoryQuery; page: number; text: string }) {
  return (
    <Link href={historyHref({ ...query, page }) as Route} className={buttonStyle({ size: "small" })}>
      {text}
    </Link>
  );
}

type MessageProps = { message: SentMessage; nowMs: number; resendAlert: AlertActions["resendAlert"] | undefined };

function Message({ message, nowMs, resendAlert }: MessageProps) {
  const { id, channel, channelName, text, createdAt, outcome, tries, lastResult } = message;
  const router = useRouter();
  const isHydrated = useHydrated();
  const [told, setTold] = useState<string | null>(null);
  const [isSending, startSending] = useTransition();
  const { word, mark, tone } = outcomes[outcome];

  const resend = (send: AlertActions["resendAlert"]) =>
    startSending(async () => {
      const result = await callWriteAction(() => send({ id, channel }));
      setTold(result.ok ? null : inSentences(result.error));
      router.refresh();
    });

  return (
    <li className="grid grid-cols-[minmax(0,1fr)_auto] gap-x-3 gap-y-0.5 px-3 py-2.5 text-sm [overflow-wrap:anywhere]">
      <p>
        <bdi>{text}</bdi>
      </p>
      {resendAlert ? (
        <Button
          size="small"
          variant="quiet"
          className="row-span-2 self-start"
          aria-disabled={isSending || !isHydrated}
          aria-busy={isSending}
          onClick={() => isSending || resend(resendAlert)}
        >
          {isSending ? "Sending…" : "Resend"}
        </Button>
      ) : null}
      <p className="col-start-1 text-muted text-xs">
        <TimeAgo iso={createdAt} nowMs={nowMs} />
        {" · "}
        <bdi>{channelName}</bdi>
        {" · "}
        <span className={tone}>
          <span aria-hidden>{mark}</span> {word}
        </span>
        {tries > 1 ? ` after ${tries} tries` : ""}
        {lastResult === "" ? "" : ` · ${lastResult}`}
      </p>
      <p role="status" className="col-start-1 text-danger text-xs empty:hidden">
        {told}
      </p>
    </li>
  );
}
