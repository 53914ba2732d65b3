import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { findScopes } from "#app/actions/scopes.ts";
import type { Account } from "#components/layout/account.tsx";
import { Shell } from "#components/layout/shell.tsx";
import { findCallerOfHeader } from "#lib/server/auth/authorise.ts";
import { type Caller, mayOf } from "#lib/server/base/caller.ts";
import { findTestHost } from "#lib/server/connection.ts";
import { readEnv } from "#lib/server/env/env.ts";
import { geistMono, geistSans } from "./fonts.ts";
import "./globals.css";

export const metadata: Metadata = {
  metadataBase: new URL(process.env.HEADGATE_ORIGIN?.trim() || `http://localhost:${process.env.PORT || 3000}`),
  title: { default: "Headgate", template: "%s · Headgate" },
  description: "Build, preview, create and monitor Cloudflare Logpush jobs that push to HTTP endpoints.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const [store, caller] = await Promise.all([cookies(), findCallerOfHeader()]);
  const chosen = store.get("theme")?.value;
  const theme = chosen === "light" || chosen === "dark" ? chosen : "system";
  const { mode, auth } = readEnv();
  return (
    <html lang="en" data-theme={theme} className={`${geistSans.variable} ${geistMono.variable}`}>
      <body>
        <Shell
          mode={mode}
          testHost={findTestHost()}
          theme={theme}
          may={caller ? mayOf(caller) : undefined}
          account={caller && auth.kind !== "open" ? accountOf(caller, auth.kind) : undefined}
          findScopes={findScopes}
        >
          {children}
        </Shell>
      </body>
    </html>
  );
}

function accountOf({ name, role }: Caller, kind: string): Account {
  return { name, role, signOut: kind === "access" ? "access" : "session" };
}
