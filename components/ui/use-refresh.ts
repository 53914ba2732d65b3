import { useRouter } from "next/navigation";
import { useCallback, useState, useTransition } from "react";

/**
 * Reads the page's data again. The server is asked first whether it is there: a refresh without an answer would make the
 * router load the whole page, and the browser put its own error page in its place.
 */
export function useRefresh() {
  const router = useRouter();
  const [isRefreshing, startRefresh] = useTransition();
  const [isUnreachable, setIsUnreachable] = useState(false);
  const refresh = useCallback(() => {
    startRefresh(async () => {
      const isThere = await fetch("/healthz", { cache: "no-store" }).then(
        (response) => response.ok,
        () => false,
      );
      setIsUnreachable(!isThere);
      if (isThere) startRefresh(() => router.refresh());
    });
  }, [router]);
  return { refresh, isRefreshing, isUnreachable };
}
