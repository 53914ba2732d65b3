import type { ReactNode } from "react";
import { PageHeader } from "#components/layout/page-header.tsx";
import type { Theme } from "#components/layout/theme.ts";
import type { PermissionsReading } from "#lib/logpush/permissions/permissions.ts";
import type { Result } from "#lib/logpush/result.ts";
import type { SettingsView } from "#lib/logpush/settings/settings-view.ts";
import { MetricsSection } from "./metrics-section.tsx";
import type { ProbeScope } from "./scope-table.tsx";
import { Section } from "./section.tsx";
import { SignInSection } from "./sign-in-section.tsx";
import { StoreSection } from "./store-section.tsx";
import { ThemeChoice } from "./theme-choice.tsx";
import { TokenSection } from "./token-section.tsx";

type SettingsPageProps = {
  title: string;
  settings: SettingsView;
  permissions: Result<PermissionsReading>;
  tokenStatus: ReactNode;
  theme: Theme;
  probe: ProbeScope;
};

/** How this Headgate is set up. It is set in the environment, so only the theme can be changed here. */
export function SettingsPage({ title, settings, permissions, tokenStatus, theme, probe }: SettingsPageProps) {
  return (
    <>
      <PageHeader title={title} />
      <TokenSection
        permissions={permissions}
        status={tokenStatus}
        mode={settings.mode}
        reader={settings.reader}
        accountLogs={settings.accountLogs}
        probe={probe}
      />
      <SignInSection signIn={settings.signIn} />
      <MetricsSection metrics={settings.metrics} />
      <StoreSection store={settings.store} reader={settings.reader} />
      <Section id="appearance" title="Appearance" about="Kept in this browser.">
        <ThemeChoice initial={theme} />
      </Section>
    </>
  );
}
