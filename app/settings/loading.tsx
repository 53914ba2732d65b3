import { PageSkeleton } from "#components/layout/page-skeleton.tsx";

export default function Loading() {
  return <PageSkeleton title="Settings" rows={12} />;
}
