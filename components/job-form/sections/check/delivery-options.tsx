import { Field, fieldProps } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { maxTestRecords } from "#lib/logpush/delivery/trace.ts";
import { formatCount } from "#lib/logpush/format-count.ts";
import { type DeliveryKind, isSendable, readCount } from "./delivery-kind.ts";

type DeliveryOptionsProps = { delivery: DeliveryKind; onChange: (delivery: DeliveryKind) => void };

/** What a test delivery holds: Cloudflare's own test object, or records as the job would write them. */
export function DeliveryOptions({ delivery, onChange }: DeliveryOptionsProps) {
  const { records } = delivery;
  const error = isSendable(delivery) ? undefined : `Enter a whole number from 1 to ${formatCount(maxTestRecords)}.`;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field id="check-what" label="What to send" className="w-64 max-w-full">
        <Select
          id="check-what"
          value={records === undefined ? "probe" : "records"}
          onChange={(event) => onChange(event.target.value === "probe" ? {} : { records: 10 })}
        >
          <option value="probe">Cloudflare’s test object</option>
          <option value="records">Sample records of the dataset</option>
        </Select>
      </Field>
      {records === undefined ? null : (
        <Field id="check-count" label="How many records" className="w-44" error={error}>
          <Input
            {...fieldProps("check-count", { error })}
            inputMode="numeric"
            defaultValue={records}
            onChange={({ target }) => onChange({ records: readCount(target.value) })}
          />
        </Field>
      )}
    </div>
  );
}
