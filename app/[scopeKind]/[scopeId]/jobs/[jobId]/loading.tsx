import { JobSkeleton } from "#components/job/job-skeleton.tsx";

export default function Loading() {
  return <JobSkeleton />;
}
