"use client";

import type { Route } from "next";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { Link } from "#components/ui/link.tsx";
import { isAtPlace } from "./places.ts";

/** A link of the navigation. It knows whether the page lies behind it, and closes the sheet that it is in on phones. */
export function NavLink({ href, className, children }: { href: Route; className: string; children: ReactNode }) {
  const isHere = isAtPlace(href, usePathname());
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={className}
      onClick={({ currentTarget }) => currentTarget.closest<HTMLElement>("[popover]")?.hidePopover()}
    >
      {children}
    </Link>
  );
}
