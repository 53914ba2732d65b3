"use client";

import { useEffect, useRef, useState } from "react";
import { useWatch } from "react-hook-form";
import { Button } from "#components/ui/button.tsx";
import { monthlyPrice } from "#lib/logpush/batching/describe.ts";
import { estimateBatches } from "#lib/logpush/batching/estimate.ts";
import { type JobPrice, type Price, priceOfJob } from "#lib/logpush/batching/price-of.ts";
import { logpushPrices } from "#lib/logpush/batching/prices.data.ts";
import { formatDollars, readQuantity, readShare } from "#lib/logpush/batching/quantity.ts";
import type { LogField } from "#lib/logpush/datasets/field-list.ts";
import { appError } from "#lib/logpush/errors/app-error.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { transformerIn } from "#lib/logpush/job/transformer.ts";
import { readLimit, readSampleRate } from "#lib/logpush/job/units.ts";
import { useFormSetting } from "../../form-context.tsx";
import { useRecordBytes } from "../use-record-bytes.ts";
import { EstimateResult } from "./estimate-result.tsx";
import { QuantityField } from "./quantity-field.tsx";

type EstimatorProps = {
  fields: LogField[];
  /** The element id of the input that everything starts with. */
  trafficId: string;
  /** Told the price of a month as text; undefined while a number is missing. */
  onCost: (cost: string | undefined) => void;
};

/** What the chosen limits, fields and sample rate mean at a traffic that is typed here and stored nowhere. */
export function Estimator({ fields, trafficId, onCost }: EstimatorProps) {
  const { saved } = useFormSetting();
  const [dataset, otherSettings] = useWatch<JobFormValues, ["dataset", "otherSettings"]>({
    name: ["dataset", "otherSettings"],
  });
  const listed = priceOfJob({ dataset, scheme: saved?.summary.destination.scheme });
  const recordBytes = useRecordBytes(fields);
  const [requests, setRequests] = useState("");
  const [share, setShare] = useState("100%");
  /** Null follows the estimate. */
  const [typedBytes, setTypedBytes] = useState<string | null>(null);
  const bytesInput = useRef<HTMLInputElement>(null);
  const [included, setIncluded] = useTypedPrice(listed.unit, listed.included);
  const [rate, setRate] = useTypedPrice(listed.unit, listed.dollars);
  const bytes = typedBytes ?? String(recordBytes);
  const estimate = useEstimate({ requests, share, bytes });
  const price = priceAsTyped(listed, included, rate);
  const cost = estimate && price && formatDollars(monthlyPrice(estimate, price));
  useEffect(() => onCost(cost), [cost, onCost]);

  return (
    <>
      <div className="grid gap-4 sm:grid-cols-3">
        <QuantityField
          id={trafficId}
          label="Requests per second"
          help="Average for the whole zone or account, such as 2,000 or 2k."
          value={requests}
          onChange={setRequests}
          error={requests.trim() === "" ? undefined : errorOfNumber(requests)}
        />
        <QuantityField
          label="Match rate"
          help="100% without a filter. The sample rate is applied in addition."
          value={share}
          onChange={setShare}
          error={readShare(share) === undefined ? textOf("E_ESTIMATE_SHARE") : undefined}
        />
        <div>
          <QuantityField
            label="Bytes per record"
            help={typedBytes === null ? "Estimated from sample records in the job’s format." : "As entered."}
            ref={bytesInput}
            value={bytes}
            onChange={setTypedBytes}
            error={errorOfNumber(bytes)}
          />
          {typedBytes === null ? null : (
            <Button
              size="small"
              className="mt-1.5"
              onClick={() => {
                setTypedBytes(null);
                bytesInput.current?.focus();
              }}
            >
              Use the estimate ({recordBytes})
            </Button>
          )}
        </div>
      </div>
      <EstimateResult
        estimate={estimate}
        requestsPerSecond={readQuantity(requests)}
        price={price}
        hasTransformer={Boolean(transformerIn(otherSettings))}
      />
      <div className="grid gap-4 sm:grid-cols-3">
        <QuantityField
          label={listed.unit === "GB" ? "Included GB per month" : "Included million requests per month"}
          value={included}
          onChange={setIncluded}
          error={errorOfNumber(included)}
        />
        <QuantityField
          label={listed.unit === "GB" ? "Price per additional GB" : "Price per additional million requests"}
          value={rate}
          onChange={setRate}
          error={errorOfNumber(rate)}
        />
      </div>
      <PriceSource basis={listed.basis} />
    </>
  );
}

const basisWords = {
  external: "for destinations outside Cloudflare",
  internal: "for R2 and Pipelines",
  requests: "for Workers Trace Events, which are priced by request",
} as const satisfies Record<JobPrice["basis"], string>;

function PriceSource({ basis }: Pick<JobPrice, "basis">) {
  return (
    <p className="text-muted text-xs">
      Prices of {logpushPrices.since} {basisWords[basis]}, shared by all jobs of the account. Existing Enterprise
      contracts keep their current pricing.{" "}
      <a className="underline" href={logpushPrices.url} target="_blank" rel="noreferrer">
        Check the current price
      </a>{" "}
      on Cloudflare’s page “{logpushPrices.page}”. A month has 30 days here. These numbers are not stored with the job.
    </p>
  );
}

/** A number that follows the list price until one is typed; what was typed for another unit does not count. */
function useTypedPrice(unit: Price["unit"], byDefault: number): [text: string, setText: (text: string) => void] {
  const [typed, setTyped] = useState<{ unit: Price["unit"]; text: string } | null>(null);
  return [typed?.unit === unit ? typed.text : String(byDefault), (text) => setTyped({ unit, text })];
}

function priceAsTyped({ unit }: JobPrice, includedText: string, rateText: string): Price | undefined {
  const [included, dollars] = [readQuantity(includedText), readQuantity(rateText)];
  return included === undefined || dollars === undefined ? undefined : { unit, included, dollars };
}

/** Undefined while a number is missing or wrong. */
function useEstimate(typed: { requests: string; share: string; bytes: string }) {
  const [sampleRate, ...limits] = useWatch<
    JobFormValues,
    ["sampleRate", "maxUploadBytes", "maxUploadRecords", "maxUploadInterval"]
  >({ name: ["sampleRate", "maxUploadBytes", "maxUploadRecords", "maxUploadInterval"] });
  const requestsPerSecond = readQuantity(typed.requests);
  const passShare = readShare(typed.share);
  const bytesPerRecord = readQuantity(typed.bytes);
  if (requestsPerSecond === undefined || passShare === undefined || bytesPerRecord === undefined) return undefined;
  const [bytes, records, interval] = limits.map((text) => readLimit(text) ?? ({ state: "default" } as const));
  if (!bytes || !records || !interval) return undefined;
  const traffic = { requestsPerSecond, passShare, sampleRate: readSampleRate(sampleRate) ?? 1, bytesPerRecord };
  return estimateBatches(traffic, {
    max_upload_bytes: bytes,
    max_upload_records: records,
    max_upload_interval_seconds: interval,
  });
}

function errorOfNumber(text: string): string | undefined {
  return readQuantity(text) === undefined ? textOf("E_ESTIMATE_NUMBER") : undefined;
}

function textOf(code: "E_ESTIMATE_NUMBER" | "E_ESTIMATE_SHARE"): string {
  const { message, nextStep } = appError(code);
  return `${message} ${nextStep}`;
}
