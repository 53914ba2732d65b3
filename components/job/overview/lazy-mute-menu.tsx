"use client";

import { loaded } from "#components/ui/loaded.tsx";

/** After the page: nobody needs it to see the job. */
export const LazyMuteMenu = loaded(async () => (await import("./mute-menu.tsx")).MuteMenu, {
  ssr: false,
  loading: () => <span className="h-7" />,
});
