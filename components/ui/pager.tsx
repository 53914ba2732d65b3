import type { Route } from "next";
import { buttonStyle } from "#components/ui/button.tsx";
import { Link } from "#components/ui/link.tsx";

type PagerProps = { number: number; pages: number; hrefOf: (page: number) => Route };

/** The ways to the other pages; nothing where there is one. */
export function Pager({ number, pages, hrefOf }: PagerProps) {
  if (pages === 1) return null;
  return (
    <nav aria-label="Pages" className="flex items-center justify-end gap-2">
      <Step isThere={number > 1} href={hrefOf(number - 1)} word="Previous" />
      <span className="text-muted text-xs">
        Page {number} of {pages}
      </span>
      <Step isThere={number < pages} href={hrefOf(number + 1)} word="Next" />
    </nav>
  );
}

function Step({ isThere, href, word }: { isThere: boolean; href: Route; word: string }) {
  const style = buttonStyle({ size: "small" });
  return isThere ? (
    <Link href={href} className={style}>
      {word}
    </Link>
  ) : (
    <span aria-disabled className={style}>
      {word}
    </span>
  );
}
