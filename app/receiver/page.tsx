import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { clearReceived, readArrival, setReceiverAnswer } from "#app/actions/receiver.ts";
import { parseArrivalView } from "#components/receiver/arrival-query.ts";
import { ReceiverPage } from "#components/receiver/receiver-page.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { readConnection } from "#lib/server/connection.ts";
import { readReceiver } from "#lib/server/receiver/receiver.ts";

export const metadata: Metadata = { title: "Test receiver" };

type PageProps = { searchParams: Promise<{ kind?: string | string[]; seed?: string | string[] }> };

export default async function Page({ searchParams }: PageProps) {
  const caller = await authorisePage("operator");
  const view = parseArrivalView(await searchParams);
  const [state, { suggestedEndpoint }] = await Promise.all([readReceiver(view), readConnection(caller)]);
  if (!state || !suggestedEndpoint) notFound();
  return (
    <ReceiverPage
      {...state}
      view={view}
      asOf={new Date().toISOString()}
      endpoint={suggestedEndpoint}
      actions={{ setReceiverAnswer, clearReceived, readArrival }}
    />
  );
}
