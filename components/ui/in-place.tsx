import { useRouter } from "next/navigation";
import { type ReactNode, useRef, useState } from "react";

type InPlaceProps = {
  /** The button's text. */
  label: ReactNode;
  children: (form: { onClose: () => void; onChanged: () => void }) => ReactNode;
};

/** A button that opens a form below it. When the form is closed the button has the focus again. */
export function InPlace({ label, children }: InPlaceProps) {
  const router = useRouter();
  const [isOpen, setIsOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);

  function close() {
    setIsOpen(false);
    button.current?.focus();
  }

  function changed() {
    close();
    router.refresh();
  }

  return (
    <>
      <button
        ref={button}
        type="button"
        aria-expanded={isOpen}
        className="ml-auto min-h-6 text-accent text-xs hover:underline"
        onClick={() => (isOpen ? close() : setIsOpen(true))}
      >
        {label}
      </button>
      {isOpen ? <div className="basis-full">{children({ onClose: close, onChanged: changed })}</div> : null}
    </>
  );
}
