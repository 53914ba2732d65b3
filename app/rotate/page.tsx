import type { Metadata } from "next";
import { preview, rotate } from "#app/actions/rotate.ts";
import { PageFailure } from "#components/layout/page-failure.tsx";
import { RotatePage } from "#components/rotate/rotate-page.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { toResult } from "#lib/server/base/to-result.ts";
import { readRotation } from "#lib/server/rotate/rotate-header.ts";

export const metadata: Metadata = { title: "Rotate secrets" };

export default async function Page({ searchParams }: PageProps<"/rotate">) {
  await authorisePage("admin");
  const [reading, { header }] = await Promise.all([toResult("readRotation", readRotation), searchParams]);
  if (!reading.ok) return <PageFailure title="Rotate secrets" error={reading.error} />;
  return (
    <RotatePage
      reading={reading.value}
      initialHeader={typeof header === "string" ? header : ""}
      actions={{ preview, rotate }}
    />
  );
}
