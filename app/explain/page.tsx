import type { Metadata } from "next";
import { ExplainTabs } from "#components/explain/explain-tabs.tsx";
import { PageHeader } from "#components/layout/page-header.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";

export const metadata: Metadata = { title: "Explain" };

export default async function ExplainPage({ searchParams }: PageProps<"/explain">) {
  await authorisePage("viewer");
  const { error } = await searchParams;
  return (
    <>
      <PageHeader title="Explain">
        Decode a <code className="font-mono">destination_conf</code>, or find out what an error means. Runs in your
        browser; nothing is sent or stored.
      </PageHeader>
      <ExplainTabs first={error === undefined ? "destination" : "error"} />
    </>
  );
}
