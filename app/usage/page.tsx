import type { Metadata } from "next";
import { PageContent } from "#components/layout/page-content.tsx";
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
  return (
    <>
      <PageHeader title={title} />
      <UsageTabs selected={tab} />
      <PageContent key={tab} skeleton={<TabSkeleton tab={tab} />}>
        {renderPanel({ tab, asked, may: mayOf(caller) })}
      </PageContent>
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
