import type { Metadata } from "next";
import { planRotation } from "#app/actions/plans.ts";
import { PageContent } from "#components/layout/page-content.tsx";
import { PageFailure } from "#components/layout/page-failure.tsx";
import { PageSkeleton } from "#components/layout/page-skeleton.tsx";
import { RotatePage } from "#components/rotate/rotate-page.tsx";
import { authorisePage } from "#lib/server/auth/authorise.ts";
import { toResult } from "#lib/server/base/to-result.ts";
import { readSecrets } from "#lib/server/rotate/read-secrets.ts";

const title = "Rotate secrets";

export const metadata: Metadata = { title };

export default async function Page({ searchParams }: PageProps<"/rotate">) {
  // Before anything is sent, so that a refusal can still set the status.
  await authorisePage("admin");
  return (
    <PageContent skeleton={<PageSkeleton title={title} rows={10} />}>{renderRotate({ searchParams })}</PageContent>
  );
}

async function renderRotate({ searchParams }: Pick<PageProps<"/rotate">, "searchParams">) {
  const given = await searchParams;
  const textOf = (name: string) => (typeof given[name] === "string" ? given[name].slice(0, 500) : "");
  const view = { q: textOf("q"), job: textOf("job"), header: textOf("header") };
  const reading = await toResult("readSecrets", () => readSecrets(view));
  if (!reading.ok) return <PageFailure title={title} error={reading.error} />;
  const key = `${view.job} ${view.header}`;
  return <RotatePage key={key} title={title} reading={reading.value} view={view} actions={{ planRotation }} />;
}
