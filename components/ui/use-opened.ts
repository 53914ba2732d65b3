import { type SyntheticEvent, useState } from "react";

/**
 * Whether a native disclosure was ever opened, for content that is rendered, and so loaded, only then.
 * Spread `details` on the element: one that was opened before React took over has no event any more.
 */
export function useOpened() {
  const [isOpened, setIsOpened] = useState(false);
  const note = (details: HTMLDetailsElement | null) => {
    if (details?.open) setIsOpened(true);
  };
  const onToggle = ({ currentTarget }: SyntheticEvent<HTMLDetailsElement>) => note(currentTarget);
  return { isOpened, details: { ref: note, onToggle } };
}
