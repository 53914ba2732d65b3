import { storeErrors } from "#lib/logpush/errors/store-errors.ts";
import { errorOf } from "#lib/logpush/result.ts";

type StoreCode = keyof typeof storeErrors;

/** Why a page cannot be shown while something is wrong with the database. */
export function StoreCause({ code }: { code: StoreCode }) {
  const { message, nextStep } = errorOf(storeErrors, code);
  return (
    <>
      <p>{message}</p>
      <p>{nextStep}</p>
    </>
  );
}
