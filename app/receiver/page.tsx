import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { clearArrivals, readArrival, setReceiverAnswer } from "#app/actions/receiver.ts";
import { parseArrivalView } from "#components/receiver/arrival-query.ts";
import { LabPage } from "#components/receiver/receiver-page.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { readConnection } from "#lib/server/connection.ts";
import { readLab } from "#lib/server/receiver/lab.ts";

export const metadata: Metadata = { title: "Delivery lab" };

type ReceiverPageProps = { searchParams: Promise<{ kind?: string | string[]; seed?: string | string[] }> };

export default async function ReceiverPage({ searchParams }: ReceiverPageProps) {
  const caller = await authorisePage("operator");
  const view = parseArrivalView(await searchParams);
  const [lab, { suggestedEndpoint }] = await Promise.all([readLab(view), readConnection(caller)]);
  if (!lab || !suggestedEndpoint) notFound();
  return (
    <LabPage
      {...lab}
      view={view}
      asOf={new Date().toISOString()}
      endpoint={suggestedEndpoint}
      actions={{ setReceiverAnswer, clearArrivals, readArrival }}
    />
  );
}
