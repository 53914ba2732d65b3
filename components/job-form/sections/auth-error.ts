import { fieldId, useFieldError } from "../use-field.ts";

/** The control has the id of the row's value, so that links to its error lead here. */
export function idOfAuth(place: number): string {
  return place < 0 ? "auth-credentials" : fieldId(`query.${place}.value`);
}

/** The error of the header that the choice writes. */
export function useAuthError(place: number): string | undefined {
  const error = useFieldError(`query.${Math.max(place, 0)}.value`);
  return place < 0 ? undefined : error;
}
