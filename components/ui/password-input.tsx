import { Eye, EyeOff } from "lucide-react";
import type { ComponentProps } from "react";
import { Button } from "./button.tsx";
import { Input } from "./input.tsx";

type PasswordInputProps = Omit<ComponentProps<typeof Input>, "type"> & {
  /** What the button shows, as in "Show token". The name stays the same while it is shown. */
  what: string;
  isShown: boolean;
  onShow: (isShown: boolean) => void;
  /** Something else decides whether it is shown. */
  isFixed?: boolean;
};

/** An input for a secret, with a button that shows it. */
export function PasswordInput({
  what,
  isShown,
  onShow,
  isFixed = false,
  className = "",
  ...props
}: PasswordInputProps) {
  return (
    <div className="relative min-w-0">
      <Input {...props} type={isShown ? "text" : "password"} className={`pr-9 ${className}`} />
      <Button
        variant="quiet"
        size="iconSmall"
        aria-label={`Show ${what}`}
        aria-pressed={isShown}
        disabled={isFixed}
        onClick={() => onShow(!isShown)}
        className="absolute top-1 right-1"
      >
        {isShown ? <EyeOff aria-hidden className="size-4" /> : <Eye aria-hidden className="size-4" />}
      </Button>
    </div>
  );
}
