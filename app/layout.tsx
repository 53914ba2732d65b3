import { GeistMono } from "geist/font/mono";
import { GeistSans } from "geist/font/sans";
import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { Header } from "#components/layout/header.tsx";
import { readEnv } from "#lib/server/env.ts";
import "./globals.css";

export const metadata: Metadata = {
  // Headgate listens on this machine only, so this is where its pictures are.
  metadataBase: new URL(`http://localhost:${process.env.PORT || 3000}`),
  title: { default: "Headgate", template: "%s · Headgate" },
  description: "Cloudflare Logpush jobs to HTTP endpoints: build, preview, create, watch.",
  robots: { index: false, follow: false },
};

export const viewport: Viewport = { width: "device-width", initialScale: 1 };

export default async function RootLayout({ children }: { children: ReactNode }) {
  const chosen = (await cookies()).get("theme")?.value;
  const theme = chosen === "light" || chosen === "dark" ? chosen : "system";
  return (
    <html lang="en" data-theme={theme} className={`${GeistSans.variable} ${GeistMono.variable}`}>
      <body>
        <Header mode={readEnv().mode} theme={theme} />
        <main id="main" className="mx-auto max-w-[1440px] px-4 py-6 sm:px-6">
          {children}
        </main>
      </body>
    </html>
  );
}
