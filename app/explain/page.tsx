import type { Metadata } from "next";
import { ExplainTabs } from "#components/explain/explain-tabs.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";

export const metadata: Metadata = { title: "Explain" };

export default async function ExplainPage({ searchParams }: PageProps<"/explain">) {
  await authorisePage("viewer");
  const { error } = await searchParams;
  return (
    <>
      <h1 className="font-semibold text-title">Explain</h1>
      <p className="mt-1 mb-5 max-w-prose text-muted">
        Paste a <code className="font-mono text-table">destination_conf</code>: every piece is named, decoded and
        checked. Or paste an error: what it means, what to check and what to do. It all happens in this browser. What
        you paste is not sent, not stored and not put into the address, and the page goes on working without a network.
      </p>
      <ExplainTabs first={error === undefined ? "destination" : "error"} />
    </>
  );
}
