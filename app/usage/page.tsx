import type { Metadata } from "next";
import { Suspense } from "react";
import { aMoment } from "#app/a-moment.ts";
import { PageHeader } from "#components/layout/page-header.tsx";
import { SkeletonRows } from "#components/layout/page-skeleton.tsx";
import { parseUsageTab, type UsageTab, usageTabLabels } from "#components/usage/tabs.ts";
import { UsageTabs } from "#components/usage/usage-tabs.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { mayOf } from "#lib/server/base/caller.ts";
import { renderPanel } from "./panel.tsx";

const title = "Usage";

export const metadata: Metadata = { title };

export default async function Page({ searchParams }: PageProps<"/usage">) {
  // Before anything is sent, so that a refusal can still set the status.
  const caller = await authorisePage("operator");
  const asked = await searchParams;
  const tab = parseUsageTab(asked.tab);
  const content = renderPanel({ tab, asked, may: mayOf(caller) });
  await aMoment(content);
  return (
    <>
      <PageHeader title={title} />
      <UsageTabs selected={tab} />
      <Suspense key={tab} fallback={<TabSkeleton tab={tab} />}>
        {content}
      </Suspense>
    </>
  );
}

function TabSkeleton({ tab }: { tab: UsageTab }) {
  return (
    <div aria-busy="true">
      <p role="status" className="sr-only">
        Loading {usageTabLabels[tab]}
      </p>
      <SkeletonRows rows={12} />
    </div>
  );
}
