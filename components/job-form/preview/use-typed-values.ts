import { useEffect, useState } from "react";
import { useFormContext } from "react-hook-form";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";

/**
 * The form's values after each change. The form goes on writing into the same rows, so a new object is what tells that
 * something changed: comparing the values, as `useWatch` with a `compute` does, would miss it. `initial` are those that
 * the server rendered, because this may begin after the first key press.
 */
export function useTypedValues(initial: JobFormValues): JobFormValues {
  const { getValues, subscribe } = useFormContext<JobFormValues>();
  const [typed, setTyped] = useState(initial);
  useEffect(() => {
    const take = () => setTyped({ ...getValues() });
    // What changed before this was listening.
    take();
    return subscribe({ formState: { values: true }, callback: take });
  }, [getValues, subscribe]);
  return typed;
}
