"use client";

import { ChevronRight } from "lucide-react";
import { type ReactNode, useEffect, useEffectEvent, useId, useState } from "react";
import { get, useFormContext, useFormState } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { onFieldAsked } from "./focus-field.ts";
import type { FormPath } from "./use-field.ts";

type FoldProps = {
  title: string;
  /** What the closed section comes to. */
  summary?: ReactNode;
  /** Controls that stay in the line. */
  aside?: ReactNode;
  /** Below the line, open or closed: the errors of `aside`. */
  notes?: ReactNode;
  /** The fields inside. An error in one of them opens the section when it appears, and with each submit. */
  paths: readonly FormPath[];
  /** For a section that closes itself. */
  state?: FoldState;
  buttonId?: string;
  children: ReactNode;
};

export type FoldState = { isOpen: boolean; setIsOpen: (isOpen: boolean) => void };

/** A section of the form as one line. Its content is rendered, and so loaded, when it is first opened, and then stays. */
export function Fold({ title, summary, aside, notes, paths, state, buttonId, children }: FoldProps) {
  const own = useFoldState();
  const { isOpen, setIsOpen } = state ?? own;
  const [wasOpened, setWasOpened] = useState(false);
  const message = useFirstError(paths, setIsOpen);
  useOpenWhenAsked(paths, setIsOpen);
  const id = useId();
  if (isOpen && !wasOpened) setWasOpened(true);
  const shown = message && !isOpen ? <span className="text-danger">{message}</span> : summary;
  return (
    <section aria-label={title} className="min-w-0">
      <div className="relative flex min-h-10 min-w-0 items-center gap-x-2.5 px-4 transition-colors duration-100 hover:bg-hover max-sm:has-[>div]:flex-wrap">
        <h3 className="shrink-0">
          <button
            type="button"
            id={buttonId}
            aria-expanded={isOpen}
            aria-controls={wasOpened ? `${id}-body` : undefined}
            aria-describedby={shown ? `${id}-summary` : undefined}
            onClick={() => setIsOpen(!isOpen)}
            className="flex h-10 items-center gap-2.5 font-medium after:absolute after:inset-0"
          >
            <ChevronRight
              aria-hidden
              className={`size-3.5 text-faint transition-transform duration-100 ${isOpen ? "rotate-90" : ""}`}
            />
            {title}
          </button>
        </h3>
        {shown ? (
          <span id={`${id}-summary`} className="min-w-0 truncate text-muted">
            {shown}
          </span>
        ) : null}
        {aside ? (
          <div className="relative ml-auto flex min-w-0 items-center gap-1.5 max-sm:mb-2 max-sm:ml-6 max-sm:flex-wrap">
            {aside}
          </div>
        ) : null}
      </div>
      {notes}
      {wasOpened ? (
        <div id={`${id}-body`} hidden={!isOpen} className="border-line border-t px-4 py-4">
          <div className="grid min-w-0 gap-4">{children}</div>
        </div>
      ) : null}
    </section>
  );
}

export function useFoldState(): FoldState {
  const [isOpen, setIsOpen] = useState(false);
  return { isOpen, setIsOpen };
}

/** Links to fields lead into closed sections too. */
function useOpenWhenAsked(paths: readonly FormPath[], setIsOpen: (isOpen: boolean) => void): void {
  const open = useEffectEvent((path: string) => {
    if (paths.some((own) => own === path)) setIsOpen(true);
  });
  useEffect(() => onFieldAsked((path) => open(path)), []);
}

function useFirstError(paths: readonly FormPath[], setIsOpen: (isOpen: boolean) => void): string | undefined {
  const { control } = useFormContext<JobFormValues>();
  const { errors, submitCount } = useFormState({ control, name: paths });
  const errorOf = (path: FormPath): { message?: string } | undefined => get(errors, path);
  const message = paths.map((path) => errorOf(path)?.message).find(Boolean);
  const hasError = message !== undefined;
  // biome-ignore lint/correctness/useExhaustiveDependencies: each submit opens it again, also one with the same errors.
  useEffect(() => {
    if (hasError) setIsOpen(true);
  }, [hasError, submitCount]);
  return message;
}
