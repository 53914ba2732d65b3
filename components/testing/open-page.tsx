import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { PathnameContext, SearchParamsContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import type { ComponentProps, ReactNode } from "react";
import { createRoot } from "react-dom/client";
import { onTestFinished, vi } from "vitest";
import { Shell } from "#components/layout/shell.tsx";
import { toasts } from "#components/ui/toast.ts";

/** Goes nowhere, and keeps what it was asked for: a test that needs the next page is an end-to-end test. */
function makeRouter() {
  return {
    push: vi.fn<(href: string) => void>(),
    replace: vi.fn<(href: string) => void>(),
    refresh: vi.fn<() => void>(),
    back: vi.fn<() => void>(),
    forward: vi.fn<() => void>(),
    prefetch: vi.fn<(href: string) => void>(),
    bfcacheId: "test",
  };
}

const params = new URLSearchParams();

type Frame = Partial<Pick<ComponentProps<typeof Shell>, "may" | "findScopes">> & { pathname?: string };

/** Renders what a page shows, in the frame that all pages have, until the test ends or closes it. */
export function openPage(content: ReactNode, { pathname = location.pathname, ...frame }: Frame = {}) {
  const router = makeRouter();
  const place = document.body.appendChild(document.createElement("div"));
  const root = createRoot(place);
  root.render(
    <AppRouterContext value={router}>
      <PathnameContext value={pathname}>
        <SearchParamsContext value={params}>
          <Shell
            mode="emulator"
            theme="system"
            findScopes={async () => ({ ok: true, value: { scopes: [], total: 0 } })}
            {...frame}
          >
            {content}
          </Shell>
        </SearchParamsContext>
      </PathnameContext>
    </AppRouterContext>,
  );
  const close = () => {
    root.unmount();
    place.remove();
    toasts.set([]);
  };
  onTestFinished(close);
  return { router, close };
}
