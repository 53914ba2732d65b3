import { describeEstimate, listEstimate } from "#lib/logpush/batching/describe.ts";
import type { Estimate } from "#lib/logpush/batching/estimate.ts";
import type { Price } from "#lib/logpush/batching/price-of.ts";

type EstimateResultProps = {
  /** Absent while a number is missing. */
  estimate: Estimate | undefined;
  requestsPerSecond: number | undefined;
  price: Price | undefined;
  hasTransformer: boolean;
};

/** The estimate in a sentence, which is announced, and in a table. */
export function EstimateResult({ estimate, requestsPerSecond, price, hasTransformer }: EstimateResultProps) {
  const isKnown = estimate !== undefined && requestsPerSecond !== undefined;
  return (
    <div>
      <p aria-live="polite" className={isKnown ? "font-medium text-sm" : "text-muted text-sm"}>
        {isKnown
          ? describeEstimate(estimate, requestsPerSecond)
          : "Enter your requests per second to see batches, volume and price."}
      </p>
      {isKnown ? (
        <table className="mt-3 w-full text-left text-table">
          <caption className="sr-only">Estimate</caption>
          <tbody>
            {listEstimate(estimate, { price, hasTransformer }).map(([label, value]) => (
              <tr key={label} className="border-line border-t align-top">
                <th scope="row" className="py-1.5 pr-3 font-medium">
                  {label}
                </th>
                <td className="py-1.5">{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : null}
    </div>
  );
}
