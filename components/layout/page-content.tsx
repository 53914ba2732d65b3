import type { ReactNode } from "react";
import { isReadySoon } from "./is-ready-soon.ts";
import { Waiting } from "./waiting.tsx";

type PageContentProps = { skeleton: ReactNode; children: Promise<Awaited<ReactNode>> };

/**
 * Content that is read while the page is rendered. What is ready in a moment comes with the page; only what takes
 * longer, or fails, comes after its skeleton.
 */
export async function PageContent({ skeleton, children }: PageContentProps) {
  return (
    <Waiting skeleton={skeleton} isReady={await isReadySoon(children)}>
      {children}
    </Waiting>
  );
}
