import { Field } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import type { DeliveryKind } from "./asked.ts";

const mostRecords = 1000;

type DeliveryOptionsProps = { delivery: DeliveryKind; onChange: (delivery: DeliveryKind) => void };

/** What a test delivery holds: Cloudflare's own test object, or records as the job would write them. */
export function DeliveryOptions({ delivery, onChange }: DeliveryOptionsProps) {
  const { records } = delivery;
  return (
    <div className="flex flex-wrap items-end gap-3">
      <Field id="check-what" label="What to send" className="w-64 max-w-full">
        <Select
          id="check-what"
          value={records === undefined ? "probe" : "records"}
          onChange={(event) => onChange(event.target.value === "probe" ? {} : { records: 10 })}
        >
          <option value="probe">Cloudflare’s test object</option>
          <option value="records">Invented records of the dataset</option>
        </Select>
      </Field>
      {records === undefined ? null : (
        <Field id="check-count" label="How many records" className="w-36">
          <Input
            id="check-count"
            type="number"
            min={1}
            max={mostRecords}
            defaultValue={records}
            onChange={({ target }) => {
              const count = Math.trunc(Number(target.value));
              if (count >= 1 && count <= mostRecords) onChange({ records: count });
            }}
            // What cannot be sent gives way to the last number that can.
            onBlur={({ target }) => {
              target.value = String(records);
            }}
          />
        </Field>
      )}
    </div>
  );
}
