import type { Metadata } from "next";
import { Explainer } from "#components/explain/explainer.tsx";

export const metadata: Metadata = { title: "Explain a destination string" };

export default function ExplainPage() {
  return (
    <>
      <h1 className="font-semibold text-title">Explain a destination string</h1>
      <p className="mt-1 mb-6 max-w-prose text-muted">
        Paste any <code className="font-mono text-table">destination_conf</code>: every piece is named, decoded and
        checked. It all happens in this browser. What you paste is not sent, not stored and not put into the address,
        and the page goes on working without a network.
      </p>
      <Explainer />
    </>
  );
}
