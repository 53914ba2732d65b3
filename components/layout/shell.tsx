import { type ReactNode, Suspense } from "react";
import { Link } from "#components/ui/link.tsx";
import { Toasts } from "#components/ui/toasts.tsx";
import type { May } from "#lib/logpush/views.ts";
import { type Account, AccountLine } from "./account.tsx";
import { AttentionWatch } from "./attention-count.tsx";
import { EnvironmentBadge } from "./environment-badge.tsx";
import { FocusRescue } from "./focus-rescue.tsx";
import { Logo } from "./logo.tsx";
import { NavProgress } from "./nav-progress.tsx";
import { Navigation } from "./navigation.tsx";
import type { FindScopes } from "./palette-items.ts";
import type { Visitor } from "./places.ts";
import { SharedCode } from "./shared-code.tsx";
import { Shortcuts } from "./shortcuts.tsx";
import type { Theme } from "./theme.ts";
import { ThemeToggle } from "./theme-toggle.tsx";

type ShellProps = {
  mode: Visitor["mode"];
  /** Where changes go instead of to Cloudflare. */
  testHost?: string;
  theme: Theme;
  /** What the person may do; absent for who is not signed in, and then nothing leads anywhere. */
  may?: May;
  /** Absent where nobody signs in. */
  account?: Account;
  findScopes: FindScopes;
  children: ReactNode;
};

/** The frame of every page: the rail, what lies over pages, and the page itself. */
export function Shell({ mode, testHost, theme, may, account, findScopes, children }: ShellProps) {
  const visitor = may && { mode, ...may };
  return (
    <div className="min-h-dvh sm:grid sm:grid-cols-[3.5rem_minmax(0,1fr)] lg:grid-cols-[13rem_minmax(0,1fr)]">
      <a
        href="#main"
        className="sr-only z-50 focus:not-sr-only focus:absolute focus:m-2 focus:rounded-control focus:bg-raised focus:p-2"
      >
        Skip to content
      </a>
      <Suspense>
        <NavProgress />
      </Suspense>
      <header className="flex items-center border-line px-4 pt-3 sm:sticky sm:top-0 sm:z-20 sm:h-dvh sm:flex-col sm:items-stretch sm:overflow-y-auto sm:border-r sm:bg-sunken sm:px-2.5 sm:pb-2.5 print:hidden">
        <div className="flex h-8 items-center gap-2 sm:justify-center lg:justify-start lg:px-2">
          <Link href="/" className="flex items-center gap-2 font-semibold text-base tracking-tight">
            <Logo className="size-5 shrink-0" />
            <span className="sm:max-lg:sr-only">Headgate</span>
          </Link>
          <span className="sm:max-lg:sr-only lg:ml-auto">
            <EnvironmentBadge mode={mode} testHost={testHost} />
          </span>
        </div>
        {visitor ? (
          <Navigation
            visitor={visitor}
            foot={
              <>
                {account ? <AccountLine account={account} /> : null}
                <ThemeToggle initial={theme} />
              </>
            }
          />
        ) : (
          <div className="ml-auto sm:mt-auto sm:ml-0">
            <ThemeToggle initial={theme} />
          </div>
        )}
      </header>
      <main id="main" className="min-w-0 max-w-[1600px] px-4 pb-24 sm:px-6">
        {children}
      </main>
      <Toasts />
      <FocusRescue />
      <SharedCode />
      {visitor ? (
        <>
          <AttentionWatch />
          <Shortcuts visitor={visitor} findScopes={findScopes} />
        </>
      ) : null}
    </div>
  );
}
