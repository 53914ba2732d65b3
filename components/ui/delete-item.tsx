import { Trash2 } from "lucide-react";
import type { MenuItem } from "./menu.tsx";

/** The last item of a menu, after which a dialog asks. */
export function deleteItem(onSelect: () => void): MenuItem {
  return {
    label: "Delete…",
    icon: <Trash2 aria-hidden className="size-4" />,
    isDanger: true,
    startsGroup: true,
    onSelect,
  };
}
