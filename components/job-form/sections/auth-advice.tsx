"use client";

import { loaded } from "#components/ui/loaded.tsx";

/** Loads with the first credentials. Without a stand-in, or the whole page would wait for it. */
export const AuthAdvice = loaded(async () => (await import("./row-advice.tsx")).RowAdvice, { loading: () => null });
