import { type ComponentProps, type ComponentType, lazy, type ReactNode, Suspense, useState } from "react";
import { useHydrated } from "./use-hydrated.ts";

type Options = {
  /** False for what is not part of the server's HTML. */
  ssr?: boolean;
  /** Stands in while the code loads. Without it whatever is around waits too. */
  loading?: () => ReactNode;
  /**
   * Whether the server's HTML has it at its place, and what is around listens once its code is there. Otherwise React
   * may send it after what stands in for it, which is then painted first.
   */
  isInline?: boolean;
};

/** A component whose code loads when it is first rendered: as `next/dynamic`, whose own code is far larger. */
// biome-ignore lint/suspicious/noExplicitAny: as React's own `lazy`, for components of any properties.
export function loaded<T extends ComponentType<any>>(
  load: () => Promise<T>,
  { ssr = true, loading, isInline = false }: Options = {},
): (props: ComponentProps<T>) => ReactNode {
  const Loaded: ComponentType<ComponentProps<T>> = lazy<ComponentType<ComponentProps<T>>>(async () => ({
    default: await loadPatiently(load).catch(() => NotLoaded),
  }));
  if (ssr && !loading) return (props) => <Loaded {...props} />;
  const fallback = loading?.() ?? null;
  return (props) => (
    <Later ssr={ssr} isInline={isInline} fallback={fallback}>
      <Loaded {...props} />
    </Later>
  );
}

const pausesMs = [300, 1000, 3000];

/** A connection that is away for a moment must not cost anything that was typed. */
async function loadPatiently<T>(load: () => Promise<T>): Promise<T> {
  for (const pauseMs of pausesMs) {
    try {
      return await load();
    } catch {
      await new Promise((resolve) => setTimeout(resolve, pauseMs));
    }
  }
  return load();
}

/** In place of a part whose code did not come; the rest of the page goes on. */
function NotLoaded() {
  return <p className="text-danger text-xs">This part could not be loaded. Reload the page to try again.</p>;
}

type LaterProps = { ssr: boolean; isInline: boolean; fallback: ReactNode; children: ReactNode };

function Later({ ssr, isInline, fallback, children }: LaterProps) {
  const isHydrated = useHydrated();
  const [isOfServer] = useState(isInline && !isHydrated);
  if (isOfServer) return children;
  return ssr || isHydrated ? <Suspense fallback={fallback}>{children}</Suspense> : fallback;
}
