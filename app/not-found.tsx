import type { Metadata } from "next";
import { PageHeader } from "#components/layout/page-header.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <>
      <PageHeader title="Page not found">
        The address is wrong, or it is of a job that was deleted or that this API token can’t see.
      </PageHeader>
      <Link href="/" className={buttonStyle({ variant: "primary" })}>
        All jobs
      </Link>
    </>
  );
}
