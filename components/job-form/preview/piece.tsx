import { memo } from "react";

/** One coloured piece of a text; it renders again only when its own text or look changes. */
export const Piece = memo(function Piece({ text, className }: { text: string; className: string }) {
  return <span className={className}>{text}</span>;
});
