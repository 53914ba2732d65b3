import {
  Bell,
  ChartColumn,
  Ellipsis,
  FlaskConical,
  GitCompare,
  Grid3x3,
  History,
  KeyRound,
  Plus,
  RadioTower,
  Settings,
  TextSearch,
} from "lucide-react";
import type { ReactNode } from "react";
import { Kbd } from "#components/ui/kbd.tsx";
import { AttentionCount } from "./attention-count.tsx";
import { NavLink } from "./nav-link.tsx";
import { type Place, type PlaceIcon, placesFor, type Visitor } from "./places.ts";
import { SearchButton } from "./search-button.tsx";

const icons: Record<PlaceIcon, typeof Bell> = {
  jobs: RadioTower,
  coverage: Grid3x3,
  activity: History,
  usage: ChartColumn,
  alerts: Bell,
  explain: TextSearch,
  rotate: KeyRound,
  drift: GitCompare,
  receiver: FlaskConical,
  settings: Settings,
};

/** A line of the rail; on tablets the icon alone; on phones a cell of the bar, or a line of its sheet. */
const line =
  "group flex h-10 items-center gap-2.5 rounded-control px-3 font-medium text-muted transition-colors duration-100 hover:bg-line-soft hover:text-fg aria-[current]:bg-chosen aria-[current]:text-fg sm:h-[1.875rem] sm:px-2";
const cell =
  "group flex flex-col items-center gap-0.5 pt-[7px] font-medium text-[11px] text-muted aria-[current]:text-accent sm:hidden";
const word = "sm:max-lg:sr-only";
const count =
  "h-[1.125rem] min-w-[1.125rem] rounded-full bg-danger-soft px-1 text-center font-medium text-[11px] text-danger leading-[1.125rem]";

type NavigationProps = { visitor: Visitor; foot?: ReactNode };

/**
 * The ways to every place: a rail, on tablets of icons, and on phones a bar with the commonest and a sheet with the
 * rest. One element for all widths, so that assistive technology finds one navigation.
 */
export function Navigation({ visitor, foot }: NavigationProps) {
  const places = placesFor(visitor);
  const main = places.filter(({ group }) => group === "main");
  const tools = places.filter(({ group }) => group === "tools");
  const inBar = [main[0], main[1], main[2]].filter((place) => place !== undefined);
  return (
    <nav
      aria-label="Main"
      className={`fixed inset-x-0 bottom-0 z-30 grid h-14 border-line border-t bg-sunken pb-[env(safe-area-inset-bottom)] max-sm:box-content sm:static sm:mt-3 sm:flex sm:h-auto sm:flex-1 sm:flex-col sm:border-0 sm:bg-transparent ${visitor.write ? "grid-cols-5" : "grid-cols-4"}`}
    >
      {inBar.slice(0, 2).map((place) => (
        <BarCell key={place.href} place={place} />
      ))}
      {visitor.write ? (
        <NavLink
          href="/jobs/new"
          className="m-auto flex size-10 items-center justify-center gap-2.5 rounded-card bg-accent font-medium text-accent-fg sm:m-0 sm:mb-2.5 sm:h-8 sm:w-full sm:rounded-control sm:border sm:border-line-control sm:bg-raised sm:px-2 sm:text-fg sm:shadow-control sm:hover:border-line-strong lg:justify-start"
        >
          <Plus aria-hidden className="size-5 shrink-0 sm:size-4 sm:text-accent" />
          <span className="max-lg:sr-only">New job</span>
          <Kbd className="ml-auto max-lg:hidden">N</Kbd>
        </NavLink>
      ) : null}
      {inBar.slice(2).map((place) => (
        <BarCell key={place.href} place={place} />
      ))}
      <button type="button" popoverTarget="more-places" className={cell}>
        <Ellipsis aria-hidden className="size-5" />
        More
      </button>
      <div
        id="more-places"
        popover="auto"
        className="inset-x-2 top-auto bottom-16 m-0 w-auto flex-col gap-px rounded-pop bg-raised p-2 text-fg shadow-pop open:flex sm:static sm:flex sm:flex-1 sm:overflow-visible sm:rounded-none sm:bg-transparent sm:p-0 sm:shadow-none"
      >
        {main.map((place) => (
          <Line key={place.href} place={place} isInBar={inBar.includes(place)} />
        ))}
        <p aria-hidden className="px-2 pt-3.5 pb-1 font-medium text-faint text-xs max-lg:hidden">
          Tools
        </p>
        <hr className="mx-2 my-2 border-line lg:hidden" />
        {tools.map((place) => (
          <Line key={place.href} place={place} />
        ))}
        <div className="flex flex-col gap-px sm:mt-auto">
          <SearchButton className={line} wordClassName={word} />
          {places
            .filter(({ group }) => group === "foot")
            .map((place) => (
              <Line key={place.href} place={place} />
            ))}
          {foot}
        </div>
      </div>
    </nav>
  );
}

function Line({ place: { href, label, icon }, isInBar = false }: { place: Place; isInBar?: boolean }) {
  const Icon = icons[icon];
  return (
    <NavLink href={href} className={isInBar ? `${line} max-sm:hidden` : line}>
      <Icon aria-hidden className="size-4 shrink-0 group-aria-[current]:text-accent" />
      <span className={word}>{label}</span>
      {icon === "jobs" ? <AttentionCount className={`${count} ml-auto sm:max-lg:hidden`} /> : null}
    </NavLink>
  );
}

function BarCell({ place: { href, label, icon } }: { place: Place }) {
  const Icon = icons[icon];
  return (
    <NavLink href={href} className={cell}>
      <span className="relative">
        <Icon aria-hidden className="size-5" />
        {icon === "jobs" ? <AttentionCount className={`${count} absolute -top-1.5 left-3`} /> : null}
      </span>
      {label}
    </NavLink>
  );
}
