import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { parseInboxView, selectReceived } from "#components/receiver/inbox-view.ts";
import { ReceiverInbox } from "#components/receiver/receiver-inbox.tsx";
import { readEnv } from "#lib/server/env.ts";
import { listReceived } from "#lib/server/received.ts";
import { clearReceived } from "../actions.ts";

export const metadata: Metadata = { title: "Receiver" };

type ReceiverPageProps = { searchParams: Promise<{ kind?: string | string[]; seed?: string | string[] }> };

export default async function ReceiverPage({ searchParams }: ReceiverPageProps) {
  if (readEnv().mode === "live") notFound();
  const view = parseInboxView(await searchParams);
  const { shown, total, hiddenSeed } = selectReceived(await listReceived(), view);
  return (
    <ReceiverInbox
      requests={shown}
      total={total}
      hiddenSeed={hiddenSeed}
      view={view}
      asOf={new Date().toISOString()}
      clearReceived={clearReceived}
    />
  );
}
