import { useState } from "react";
import { type Language, loadWriter, type SnippetWriter, writeCurl } from "./snippet-writers.ts";

export type LoadedWriter = SnippetWriter | "loading" | "failed";

/** The open tab, and what writes its language, which is loaded when the tab is opened for the first time. */
export function useWriters(): { language: Language; writer: LoadedWriter; open: (language: Language) => void } {
  const [language, setLanguage] = useState<Language>("curl");
  const [writers, setWriters] = useState<Partial<Record<Language, LoadedWriter>>>({ curl: writeCurl });

  function open(opened: Language) {
    setLanguage(opened);
    if (typeof writers[opened] === "function") return;
    const store = (writer: LoadedWriter) => setWriters((before) => ({ ...before, [opened]: writer }));
    store("loading");
    loadWriter[opened]().then(store, () => store("failed"));
  }

  return { language, writer: writers[language] ?? "loading", open };
}
