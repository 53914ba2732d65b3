"use client";

import { ChevronRight } from "lucide-react";
import { useRef } from "react";
import { Button } from "#components/ui/button.tsx";
import { exampleGroups } from "#lib/logpush/explain/examples.ts";

/** Strings to try: well-formed ones, and one for each common mistake. */
export function ExamplesMenu({ onChoose }: { onChoose: (text: string) => void }) {
  const menu = useRef<HTMLDetailsElement>(null);

  function choose(text: string) {
    onChoose(text);
    // The pressed button goes out of sight with the menu, so the focus goes to what opens it again.
    if (menu.current) menu.current.open = false;
    menu.current?.querySelector("summary")?.focus();
  }

  return (
    <details ref={menu} className="group mt-2 rounded-card open:border open:border-line open:bg-raised open:pb-3">
      <summary className="flex min-h-8 w-fit items-center gap-1.5 px-1 font-medium text-muted text-sm hover:text-fg">
        <ChevronRight aria-hidden className="size-3.5 transition-transform duration-100 group-open:rotate-90" />
        Examples
      </summary>
      {exampleGroups.map(({ title, examples }) => (
        <section key={title} aria-label={title} className="px-3 pt-2">
          <h2 className="mb-1.5 text-muted text-xs">{title}</h2>
          <ul className="flex flex-wrap gap-1.5">
            {examples.map(({ label, text }) => (
              <li key={label}>
                <Button size="small" onClick={() => choose(text)}>
                  {label}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      ))}
    </details>
  );
}
