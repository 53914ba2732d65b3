"use client";

import { useState } from "react";
import { useLoadAhead } from "#components/ui/load-ahead.ts";
import { loaded } from "#components/ui/loaded.tsx";
import { TabList } from "#components/ui/tabs.tsx";
import { Explainer } from "./explainer.tsx";

export type ExplainTab = "destination" | "error";

const labels: Record<ExplainTab, string> = { destination: "A destination string", error: "An error message" };
const order = ["destination", "error"] as const;
const addresses: Record<ExplainTab, string> = { destination: "/explain", error: "/explain?error" };

const loadErrors = async () => (await import("./error-explainer.tsx")).ErrorExplainer;
/** The page promises to work without a network, so it is fetched before it is asked for. */
const otherTab = [loadErrors];
const ErrorExplainer = loaded(loadErrors, {
  ssr: false,
  loading: () => <div className="h-60 rounded-card border border-line bg-raised" />,
});

/** The two things that can be explained. What was typed in one stays while the other is looked at. */
export function ExplainTabs({ first }: { first: ExplainTab }) {
  const [tab, setTab] = useState<ExplainTab>(first);
  const [wasOpened, setWasOpened] = useState(first === "error");

  useLoadAhead(otherTab);

  function open(next: ExplainTab) {
    setTab(next);
    if (next === "error") setWasOpened(true);
    window.history.replaceState(null, "", addresses[next]);
  }

  return (
    <>
      <TabList
        {...{ id: "explain-tab", label: "What to explain", tabs: order, selected: tab, onSelect: open }}
        labelOf={(one) => labels[one]}
        size="medium"
        className="mb-5 flex flex-wrap gap-1.5"
        hasOwnPanels
      />
      {order.map((one) => (
        <div
          key={one}
          role="tabpanel"
          id={`explain-tab-${one}-panel`}
          aria-labelledby={`explain-tab-${one}`}
          hidden={tab !== one}
        >
          {one === "destination" ? <Explainer /> : wasOpened ? <ErrorExplainer /> : null}
        </div>
      ))}
    </>
  );
}
