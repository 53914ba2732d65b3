import type { Metadata } from "next";
import { PageHeader } from "#components/layout/page-header.tsx";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";

export const metadata: Metadata = { title: "Page not found" };

export default function NotFound() {
  return (
    <>
      <PageHeader title="Page not found">
        The address is wrong, the job was deleted, or this API token has no access to it.
      </PageHeader>
      <Link href="/" className={buttonStyle({ variant: "primary" })}>
        All jobs
      </Link>
    </>
  );
}
