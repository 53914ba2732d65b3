import { storeErrors } from "#lib/logpush/errors/store-errors.ts";
import { errorOf } from "#lib/logpush/result.ts";
import { ErrorCallout } from "./error-callout.tsx";

type StoreCode = keyof typeof storeErrors;

/** Why a page cannot be shown while something is wrong with the database. */
export function StoreCause({ code }: { code: StoreCode }) {
  return <ErrorCallout error={errorOf(storeErrors, code)} />;
}
