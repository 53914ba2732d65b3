import NextLink, { type LinkProps } from "next/link";

/**
 * A link to a page of Headgate. Nothing is prefetched: every page depends on its request, so a prefetch is a call that
 * brings nothing.
 */
export function Link<Route>(props: LinkProps<Route>) {
  return <NextLink prefetch={false} {...props} />;
}
