import type { Metadata } from "next";
import { cookies } from "next/headers";
import { Suspense } from "react";
import { probe } from "#app/actions/settings.ts";
import { PageContent } from "#components/layout/page-content.tsx";
import { PageSkeleton } from "#components/layout/page-skeleton.tsx";
import { SettingsPage } from "#components/settings/settings-page.tsx";
import { TokenStatus, TokenStatusSkeleton } from "#components/settings/token-status.tsx";
import { ErrorCallout } from "#components/ui/error-callout.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { readPermissions, readTokenState } from "#lib/server/settings/permissions.ts";
import { readSettings } from "#lib/server/settings/read-settings.ts";

const title = "Settings";

export const metadata: Metadata = { title };

export default async function Page() {
  // Before anything is sent, so that a refusal can still set the status.
  await authorisePage("operator");
  return <PageContent skeleton={<PageSkeleton title={title} rows={12} />}>{renderSettings()}</PageContent>;
}

async function renderSettings() {
  const [settings, permissions, store] = await Promise.all([readSettings(), readPermissions(), cookies()]);
  const chosen = store.get("theme")?.value;
  return (
    <SettingsPage
      title={title}
      settings={settings}
      permissions={permissions}
      theme={chosen === "light" || chosen === "dark" ? chosen : "system"}
      tokenStatus={
        <Suspense fallback={<TokenStatusSkeleton />}>
          <Token />
        </Suspense>
      }
      probe={probe}
    />
  );
}

async function Token() {
  const state = await readTokenState();
  if (!state.ok) return <ErrorCallout error={state.error} isAlert={false} />;
  return <TokenStatus credential={state.value} nowMs={Date.now()} />;
}
