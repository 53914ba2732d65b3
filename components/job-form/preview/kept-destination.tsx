import type { FieldList } from "#lib/logpush/datasets/field-list.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { SampleBatch } from "./sample-batch.tsx";

/** A destination that is kept as it is: its text stays on the server. */
export function KeptString() {
  return (
    <section aria-label="What Cloudflare stores" className="px-4 py-3 text-muted text-xs">
      The stored destination string stays unchanged. It isn’t shown, because it may contain secrets.
    </section>
  );
}

/** What is delivered does not depend on where to. */
export function KeptBatch({ values, fields }: { values: JobFormValues; fields: FieldList }) {
  return (
    <section aria-label="What your server receives" translate="no" className="px-4 py-3">
      <SampleBatch values={values} fields={fields} />
    </section>
  );
}
