import { Field, fieldProps } from "#components/ui/field.tsx";
import { Select } from "#components/ui/input.tsx";
import { type FieldsProps, fieldId } from "./channel-form-data.ts";
import { SecretField } from "./secret-field.tsx";

/** A service of PagerDuty. */
export function PagerDutyFields({ saved, errors }: FieldsProps) {
  return (
    <div className="grid gap-4 sm:grid-cols-[minmax(0,1fr)_10rem]">
      <SecretField
        field="routingKey"
        label="Integration key"
        isSaved={saved?.secrets.includes("routingKey") === true}
        error={errors.routingKey}
        help="Of an Events API v2 integration. A recovery resolves the incident."
      />
      <Field id={fieldId("region")} label="Region" error={errors.region}>
        <Select {...fieldProps(fieldId("region"), { error: errors.region })} name="region" defaultValue={saved?.region}>
          <option value="us">US</option>
          <option value="eu">EU</option>
        </Select>
      </Field>
    </div>
  );
}
