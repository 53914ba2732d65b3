import { useEffect, useState } from "react";

/** The form path of the control that has the focus, such as `query.2.value`. */
export function useFocusedField(): string | null {
  const [path, setPath] = useState<string | null>(null);
  useEffect(() => {
    const follow = (event: FocusEvent) => {
      const name =
        event.type === "focusin" && event.target instanceof HTMLElement ? event.target.getAttribute("name") : null;
      setPath(name);
    };
    document.addEventListener("focusin", follow);
    document.addEventListener("focusout", follow);
    return () => {
      document.removeEventListener("focusin", follow);
      document.removeEventListener("focusout", follow);
    };
  }, []);
  return path;
}
