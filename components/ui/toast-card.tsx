import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useState } from "react";
import { Button } from "./button.tsx";
import { closeToast, type Toast } from "./toast.ts";

/** Long enough to read and to reach the button; a toast with an action stays longer. */
const shownForMs = 8_000;
const shownWithActionMs = 12_000;

/** One toast. It stays while the pointer or the focus is on it. */
export function ToastCard({ toast: { id, text, help, tone, action } }: { toast: Toast }) {
  const [isHeld, setIsHeld] = useState(false);

  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => closeToast(id), action ? shownWithActionMs : shownForMs);
    return () => clearTimeout(timer);
  }, [id, action, isHeld]);

  const Icon = tone === "danger" ? CircleAlert : CircleCheck;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointer and focus only keep it from closing.
    <div
      onMouseEnter={() => setIsHeld(true)}
      onMouseLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="pointer-events-auto flex max-w-[32rem] items-center gap-2.5 rounded-card bg-raised py-1.5 pr-1.5 pl-3.5 shadow-pop"
    >
      <Icon aria-hidden className={`size-4 shrink-0 ${tone === "danger" ? "text-danger" : "text-ok"}`} />
      <div className="min-w-0 py-1 [overflow-wrap:anywhere]">
        <p className="font-medium">{text}</p>
        {help ? <p className="text-muted text-xs">{help}</p> : null}
      </div>
      {action ? (
        <Button
          size="small"
          className="ml-2"
          onClick={() => {
            closeToast(id);
            action.run();
          }}
        >
          {action.label}
        </Button>
      ) : null}
      <Button variant="quiet" size="iconSmall" aria-label="Close message" onClick={() => closeToast(id)}>
        <X aria-hidden className="size-4" />
      </Button>
    </div>
  );
}
