"use client";

import { KeyRound } from "lucide-react";
import dynamic from "next/dynamic";
import { useOpened } from "#components/ui/use-opened.ts";

const AuthFields = dynamic(async () => (await import("./auth-fields.tsx")).AuthFields, { ssr: false });

/** Writes the usual headers; its fields are loaded when it is opened. */
export function AuthHelper() {
  const { isOpened, details } = useOpened();
  return (
    <details className="rounded-card border border-line bg-raised open:pb-3" {...details}>
      <summary className="flex min-h-9 items-center gap-2 px-3 font-medium text-sm">
        <KeyRound aria-hidden className="size-4 text-muted" />
        Add authentication or Content-Type
      </summary>
      {isOpened ? <AuthFields /> : null}
    </details>
  );
}
