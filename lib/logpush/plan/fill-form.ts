import { isKept } from "../job/destination-of.ts";
import type { JobFormValues, QueryRow } from "../job/form-schema.ts";
import {
  fillEndpoint,
  fillName,
  fillValue,
  findUnnamed,
  hasPlaceholder,
  type NamedPlace,
  namesOfPlace,
  type PlaceNames,
} from "./fill-pattern.ts";

/** The form's values for one zone or account, with `{zone}` and `{account}` filled in. Kept values stay. */
export function fillForm(values: JobFormValues, place: NamedPlace): JobFormValues {
  const names = namesOfPlace(place);
  return {
    ...values,
    scope: place.path,
    name: fillName(values.name, names),
    endpoint: values.isEndpointKept ? values.endpoint : fillEndpoint(values.endpoint, names),
    query: values.query.map((row) => fillRow(row, names)),
  };
}

/** The placeholder that has no value there. */
export function findUnnamedIn(values: JobFormValues, place: NamedPlace): keyof PlaceNames | undefined {
  return findUnnamed(textsOf(values), namesOfPlace(place));
}

function textsOf({ name, endpoint, isEndpointKept, query }: JobFormValues): string[] {
  return [name, isEndpointKept ? "" : endpoint, ...query.map((row) => (isKept(row) ? "" : row.value))];
}

/** What was filled in is encoded again; a row without a placeholder keeps its original text. */
function fillRow(row: QueryRow, names: PlaceNames): QueryRow {
  if (isKept(row) || !hasPlaceholder(row.value)) return row;
  const { raw: _old, ...rest } = row;
  return { ...rest, value: fillValue(row.value, names) };
}
