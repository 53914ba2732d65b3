import { Bell, FlaskConical, Plus, TextSearch } from "lucide-react";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";
import type { May } from "#lib/logpush/views.ts";
import type { Account } from "./account.tsx";
import { Logo } from "./logo.tsx";
import { ModeBanner } from "./mode-banner.tsx";
import { type Theme, ThemeToggle } from "./theme-toggle.tsx";

export type Mode = "emulator" | "live";

/** On narrow screens the icon alone, and less air around it. */
const navLink = buttonStyle({ variant: "quiet", className: "max-sm:w-9 max-sm:justify-center max-sm:px-0" });

type HeaderProps = {
  mode: Mode;
  /** Where changes go instead of to Cloudflare. */
  testHost?: string;
  theme: Theme;
  /** What the person may do; absent for who is not signed in, and then nothing leads anywhere. */
  may?: May;
  /** Absent where nobody signs in. */
  account?: Account;
};

/** Top of every page: what this is, which upstream it talks to, who is here, and the ways to the main places. */
export function Header({ mode, testHost, theme, may, account }: HeaderProps) {
  return (
    <header className="sticky top-0 z-20 border-line border-b bg-surface">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:m-2 focus:bg-raised focus:p-2">
        Skip to content
      </a>
      <ModeBanner mode={mode} testHost={testHost} account={account} />
      <div className="mx-auto flex h-14 max-w-[1440px] items-center gap-2 px-4 max-[22rem]:px-2 sm:px-6">
        <Link href="/" className="mr-auto flex items-center gap-2 font-semibold text-base tracking-tight">
          <Logo />
          <span className="max-[24rem]:sr-only">Headgate</span>
        </Link>
        <nav aria-label="Main" className="flex items-center gap-1">
          {may ? <Places mode={mode} may={may} /> : null}
          {may?.write ? (
            <Link href="/jobs/new" className={buttonStyle({ variant: "primary" })}>
              <Plus aria-hidden className="size-4" />
              New job
            </Link>
          ) : null}
          <ThemeToggle initial={theme} />
        </nav>
      </div>
    </header>
  );
}

function Places({ mode, may }: { mode: Mode; may: May }) {
  return (
    <>
      {mode === "emulator" && may.operate ? (
        <Link href="/receiver" className={navLink} aria-label="Test receiver">
          <FlaskConical aria-hidden className="size-4" />
          <span className="hidden sm:inline">Test receiver</span>
        </Link>
      ) : null}
      <Link href="/explain" className={navLink} aria-label="Explain">
        <TextSearch aria-hidden className="size-4" />
        <span className="hidden sm:inline">Explain</span>
      </Link>
      <Link href="/alerts" className={navLink} aria-label="Alerts">
        <Bell aria-hidden className="size-4" />
        <span className="hidden sm:inline">Alerts</span>
      </Link>
    </>
  );
}
