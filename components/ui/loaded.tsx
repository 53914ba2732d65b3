import { type ComponentProps, type ComponentType, lazy, type ReactNode, Suspense } from "react";
import { useHydrated } from "./use-hydrated.ts";

type Options = {
  /** False for what is not part of the server's HTML. */
  ssr?: boolean;
  /** Stands in while the code loads. Without it whatever is around waits too. */
  loading?: () => ReactNode;
};

/** A component whose code loads when it is first rendered: as `next/dynamic`, whose own code is far larger. */
// biome-ignore lint/suspicious/noExplicitAny: as React's own `lazy`, for components of any properties.
export function loaded<T extends ComponentType<any>>(
  load: () => Promise<T>,
  { ssr = true, loading }: Options = {},
): (props: ComponentProps<T>) => ReactNode {
  const Loaded: ComponentType<ComponentProps<T>> = lazy<ComponentType<ComponentProps<T>>>(async () => ({
    default: await load(),
  }));
  if (ssr && !loading) return (props) => <Loaded {...props} />;
  const fallback = loading?.() ?? null;
  return (props) => (
    <Later ssr={ssr} fallback={fallback}>
      <Loaded {...props} />
    </Later>
  );
}

function Later({ ssr, fallback, children }: { ssr: boolean; fallback: ReactNode; children: ReactNode }) {
  const isHydrated = useHydrated();
  return ssr || isHydrated ? <Suspense fallback={fallback}>{children}</Suspense> : fallback;
}
