import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { buttonStyle } from "#components/ui/button.tsx";
import { EmptyState } from "#components/ui/empty-state.tsx";
import { Link } from "#components/ui/link.tsx";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <EmptyState
      place="page"
      icon={<SearchX />}
      title="Page not found"
      actions={
        <Link href="/" className={buttonStyle({ variant: "primary" })}>
          All jobs
        </Link>
      }
    >
      The address is wrong, the job was deleted, or this API token has no access to it.
    </EmptyState>
  );
}
