"use client";

import { type ReactNode, Suspense, useState } from "react";

type WaitingProps = { skeleton: ReactNode; isReady: boolean; children: ReactNode };

/**
 * Content behind a skeleton, unless it is there already: React sends large content after its skeleton even then, and
 * shows a painted skeleton for 300 ms. It stays as it began, so that a page that is rendered again keeps its state.
 */
export function Waiting({ skeleton, isReady, children }: WaitingProps) {
  const [wasReady] = useState(isReady);
  return wasReady ? children : <Suspense fallback={skeleton}>{children}</Suspense>;
}
