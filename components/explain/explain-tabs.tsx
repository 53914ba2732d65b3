"use client";

import dynamic from "next/dynamic";
import { type KeyboardEvent, useEffect, useState } from "react";
import { Explainer } from "./explainer.tsx";

export type ExplainTab = "destination" | "error";

const labels: Record<ExplainTab, string> = { destination: "A destination string", error: "An error message" };
const order = ["destination", "error"] as const;
const addresses: Record<ExplainTab, string> = { destination: "/explain", error: "/explain?error" };

const loadErrors = async () => (await import("./error-explainer.tsx")).ErrorExplainer;
const ErrorExplainer = dynamic(loadErrors, {
  ssr: false,
  loading: () => <div className="h-60 rounded-card border border-line bg-raised" />,
});

/** The two things that can be explained. What was typed in one stays while the other is looked at. */
export function ExplainTabs({ first }: { first: ExplainTab }) {
  const [tab, setTab] = useState<ExplainTab>(first);
  const [wasOpened, setWasOpened] = useState(first === "error");

  // The page promises to work without a network, so the other tab is fetched before it is asked for.
  useEffect(() => {
    void loadErrors();
  }, []);

  function open(next: ExplainTab) {
    setTab(next);
    if (next === "error") setWasOpened(true);
    window.history.replaceState(null, "", addresses[next]);
  }

  function turn(event: KeyboardEvent) {
    if (event.key !== "ArrowLeft" && event.key !== "ArrowRight") return;
    event.preventDefault();
    const other = tab === "error" ? "destination" : "error";
    open(other);
    document.getElementById(`explain-tab-${other}`)?.focus();
  }

  return (
    <>
      <div role="tablist" aria-label="What to explain" className="mb-5 flex flex-wrap gap-1.5" onKeyDown={turn}>
        {order.map((one) => (
          <button
            key={one}
            id={`explain-tab-${one}`}
            type="button"
            role="tab"
            aria-selected={tab === one}
            aria-controls={`explain-panel-${one}`}
            tabIndex={tab === one ? 0 : -1}
            className="h-8 rounded-control border border-line px-3 font-medium text-muted text-sm transition-colors duration-100 hover:text-fg aria-selected:border-line-strong aria-selected:bg-sunken aria-selected:text-fg"
            onClick={() => open(one)}
          >
            {labels[one]}
          </button>
        ))}
      </div>
      {order.map((one) => (
        <div
          key={one}
          role="tabpanel"
          id={`explain-panel-${one}`}
          aria-labelledby={`explain-tab-${one}`}
          hidden={tab !== one}
        >
          {one === "destination" ? <Explainer /> : wasOpened ? <ErrorExplainer /> : null}
        </div>
      ))}
    </>
  );
}
