import type { Metadata } from "next";
import { Suspense } from "react";
import { preview, rotate } from "#app/actions/rotate.ts";
import { PageFailure } from "#components/layout/page-failure.tsx";
import { PageSkeleton } from "#components/layout/page-skeleton.tsx";
import { RotatePage } from "#components/rotate/rotate-page.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { toResult } from "#lib/server/base/to-result.ts";
import { readRotation } from "#lib/server/rotate/rotate-header.ts";

const title = "Rotate secrets";

export const metadata: Metadata = { title };

export default async function Page({ searchParams }: PageProps<"/rotate">) {
  // Before anything is sent, so that a refusal can still set the status.
  await authorisePage("admin");
  return (
    <Suspense fallback={<PageSkeleton title={title} rows={10} />}>
      <Rotate searchParams={searchParams} />
    </Suspense>
  );
}

async function Rotate({ searchParams }: Pick<PageProps<"/rotate">, "searchParams">) {
  const [reading, { header }] = await Promise.all([toResult("readRotation", readRotation), searchParams]);
  if (!reading.ok) return <PageFailure title={title} error={reading.error} />;
  return (
    <RotatePage
      reading={reading.value}
      initialHeader={typeof header === "string" ? header : ""}
      actions={{ preview, rotate }}
    />
  );
}
