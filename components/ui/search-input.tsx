import { Search } from "lucide-react";
import type { ComponentProps } from "react";
import { Input } from "./input.tsx";

type SearchInputProps = Omit<ComponentProps<typeof Input>, "type" | "className"> & {
  "aria-label": string;
  /** Of the frame: how wide it is. */
  className?: string;
};

/** A search box with its sign. */
export function SearchInput({ className = "", ...input }: SearchInputProps) {
  return (
    <div className={`relative ${className}`}>
      <Search aria-hidden className="pointer-events-none absolute top-2.5 left-2.5 size-4 text-muted" />
      <Input {...input} type="search" className="pl-8" />
    </div>
  );
}
