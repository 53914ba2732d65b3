import { startTransition, useCallback, useEffect, useState } from "react";
import { useFormContext } from "react-hook-form";
import type { JobFormValues, QueryRow } from "#lib/logpush/job/form-schema.ts";
import { isSameRow } from "#lib/logpush/job/per-row.ts";

/** Keys that follow each other go first; what waits for their pause takes no time from them. */
export const keyPauseMs = 100;

/**
 * The form's values after each change. The form goes on writing into the same rows, so a new object is what tells that
 * something changed: comparing the values, as `useWatch` with a `compute` does, would miss it. `initial` are those that
 * the server rendered, because this may begin after the first key press.
 */
export function useTypedValues(initial: JobFormValues): JobFormValues {
  return useFollowed(initial, useCopy(), { pauseMs: 0 });
}

/** The same once the keys pause: for what nobody needs while they type. */
export function useSettledValues(initial: JobFormValues): JobFormValues {
  return useFollowed(initial, useCopy(), { pauseMs: keyPauseMs });
}

/** One row of the destination, once the keys pause; undefined when it is gone. */
export function useSettledRow(index: number): QueryRow | undefined {
  const { getValues } = useFormContext<JobFormValues>();
  const read = useCallback(
    (before?: QueryRow) => {
      const row = getValues(`query.${index}`);
      return row && before && isSameRow(before, row) ? before : row && { ...row };
    },
    [getValues, index],
  );
  return useFollowed(read(), read, { pauseMs: keyPauseMs, name: `query.${index}` });
}

function useCopy(): () => JobFormValues {
  const { getValues } = useFormContext<JobFormValues>();
  return useCallback(() => ({ ...getValues() }), [getValues]);
}

type Following = { pauseMs: number; name?: `query.${number}` };

function useFollowed<T extends object | undefined>(
  initial: T,
  read: (before: T) => T,
  { pauseMs, name }: Following,
): T {
  const { subscribe } = useFormContext<JobFormValues>();
  const [value, setValue] = useState(initial);
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout> | undefined;
    const take = () => setValue(read);
    const takeLater = () => {
      clearTimeout(timer);
      timer = setTimeout(() => startTransition(take), pauseMs);
    };
    // What changed before this was listening.
    take();
    const stop = subscribe({ name, formState: { values: true }, callback: pauseMs === 0 ? take : takeLater });
    return () => {
      clearTimeout(timer);
      stop();
    };
  }, [subscribe, read, pauseMs, name]);
  return value;
}
