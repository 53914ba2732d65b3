import { Link } from "#components/ui/link.tsx";
import { type UsageTab, usageHref, usageTabLabels, usageTabs } from "./tabs.ts";

/** The parts of the page, each at its own address. */
export function UsageTabs({ selected }: { selected: UsageTab }) {
  return (
    <nav
      aria-label="Usage"
      className="-mx-4 mb-4 flex gap-5 overflow-x-auto border-line border-b px-4 [scrollbar-width:none] sm:-mx-6 sm:px-6"
    >
      {usageTabs.map((tab) => (
        <Link
          key={tab}
          href={usageHref(tab)}
          aria-current={tab === selected ? "page" : undefined}
          className="-mb-px flex h-10 shrink-0 items-center border-transparent border-b-2 font-medium text-muted -outline-offset-2 transition-colors duration-100 hover:text-fg aria-[current]:border-accent aria-[current]:text-fg"
        >
          {usageTabLabels[tab]}
        </Link>
      ))}
    </nav>
  );
}
