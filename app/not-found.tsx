import type { Metadata } from "next";
import { Logo } from "#components/layout/logo.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";

export const metadata: Metadata = { title: "Not found" };

export default function NotFound() {
  return (
    <div className="mx-auto grid max-w-md justify-items-center gap-4 py-16 text-center">
      <Logo className="size-10 text-muted" />
      <h1 className="font-semibold text-title tracking-tight">Nothing flows here</h1>
      <p className="text-muted">
        There is no such page. If it was a job, it was deleted, or this credential does not see its zone or account.
      </p>
      <Link href="/" className={buttonStyle({ variant: "primary" })}>
        All jobs
      </Link>
    </div>
  );
}
