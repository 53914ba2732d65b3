"use client";

import { Activity, memo, type ReactNode, useId, useState } from "react";
import { TabList } from "#components/ui/tabs.tsx";
import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { CodePanel } from "./code-panel.tsx";
import { CodeTools } from "./code-tools.tsx";
import { KeptBatch, KeptString } from "./kept-destination.tsx";
import { ReceivedRequest } from "./received-request.tsx";
import { ReceiverConfig } from "./receiver-config.tsx";
import { StoredString } from "./stored-string.tsx";
import { useCodeChoice } from "./use-code.ts";
import { useSettled } from "./use-settled.ts";

const tabs = ["destination", "request", "code"] as const;
type Tab = (typeof tabs)[number];
const labels: Record<Tab, string> = { destination: "Destination", request: "Request", code: "Code" };

/** The form's values as typed, and with stand-ins for what is missing. */
type Filled = { typed: JobFormValues; values: JobFormValues; missing: string[] };

type PreviewTabsProps = { filled: Filled; fill: (values: JobFormValues) => Filled; fields: FieldList };

/** What Cloudflare stores, what the endpoint receives, and the command that does it. */
export const PreviewTabs = memo(function PreviewTabs({ filled, fill, fields }: PreviewTabsProps) {
  const id = useId();
  const [open, setOpen] = useState<Tab>("code");
  const choice = useCodeChoice();
  const settled = useSettled(filled, closedMs);
  const panel = (tab: Tab, content: (shown: Filled) => ReactNode) => (
    <Panel id={`${id}-${tab}`} isOpen={tab === open}>
      {content(tab === open ? filled : settled)}
    </Panel>
  );
  return (
    <>
      <div className="flex min-h-9 shrink-0 flex-wrap items-center border-line border-y pr-2 pl-4">
        <TabList
          {...{ id, tabs, selected: open, onSelect: setOpen, hasOwnPanels: true }}
          label="Preview"
          labelOf={(tab) => labels[tab]}
          size="line"
          className="mr-auto flex gap-4"
        />
        <div className={open === "code" ? "ml-auto flex items-center" : "invisible ml-auto flex items-center"}>
          <CodeTools choice={choice} fill={fill} />
        </div>
      </div>
      {panel("destination", (shown) => (isKept(shown) ? <KeptString /> : <StoredString {...shown} />))}
      {panel("request", (shown) =>
        isKept(shown) ? (
          <KeptBatch values={shown.values} fields={fields} />
        ) : (
          <>
            <ReceivedRequest values={shown.values} fields={fields} />
            <ReceiverConfig values={shown.typed} />
          </>
        ),
      )}
      {panel("code", (shown) => (
        <CodePanel choice={choice} values={shown.values} hasGaps={shown.missing.length > 0} />
      ))}
    </>
  );
});

/** What a closed tab follows the form by: it must not take time from the keys. */
const closedMs = 300;

function isKept({ values }: Filled): boolean {
  return values.destinationMode === "keep";
}

/** A closed tab stays in the document and follows the form when there is time for it. */
function Panel({ id, isOpen, children }: { id: string; isOpen: boolean; children: ReactNode }) {
  return (
    <div
      id={`${id}-panel`}
      role="tabpanel"
      aria-labelledby={id}
      hidden={!isOpen}
      className="min-h-0 flex-1 overflow-y-auto rounded-b-card bg-sunken contain-content"
    >
      <Activity mode={isOpen ? "visible" : "hidden"}>{children}</Activity>
    </div>
  );
}
