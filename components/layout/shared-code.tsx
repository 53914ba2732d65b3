"use client";

// A page's chunks leave out what the layout's hold. What nearly every page and its error page use is loaded once so.
import "#components/ui/button.tsx";
import "#components/ui/callout.tsx";
import "#components/ui/forget-param.tsx";
import "./page-header.tsx";

/** Renders nothing; it carries the code that pages share. */
export function SharedCode() {
  return null;
}
