"use client";

import dynamic from "next/dynamic";

/** Loads with the first credentials. Without a stand-in, or the whole page would wait for it. */
export const AuthAdvice = dynamic(async () => (await import("./row-advice.tsx")).RowAdvice, { loading: () => null });
