import { memo } from "react";

/** One colored piece of a text; it renders again only when its own text or look changes. */
export const Piece = memo(function Piece({
  text,
  className,
  place,
}: {
  text: string;
  className: string;
  place?: number;
}) {
  return (
    <span className={className} data-place={place}>
      {text}
    </span>
  );
});
