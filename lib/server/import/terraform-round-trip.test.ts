import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { fromTerraform } from "#lib/logpush/import/from-terraform.ts";
import { importJob } from "#lib/logpush/import/to-form.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { JsonObject } from "#lib/logpush/job/job.ts";
import { toCreateBody } from "#lib/logpush/job/to-request.ts";
import { exampleValues } from "#lib/logpush/testing/form-values.ts";
import { terraformFor } from "#lib/snippets/terraform.ts";
import { anyValues } from "#lib/snippets/testing/samples.ts";
import { contextOf } from "../testing/test-context.ts";
import { readTerraformText } from "./read-terraform.ts";

const { context } = contextOf(() => Promise.reject(new Error("Terraform is read without a request.")));

/**
 * Excludes what the snippet writes as a comment, a blank filter, which means none, and half surrogate pairs, which HCL
 * cannot represent.
 */
const forms = anyValues
  .map((form) => ({ ...form, filter: form.filter.trim() === "" ? "" : form.filter }))
  .map((form) => ({ ...form, filterAttackTraffic: "" as const, mergeSubrequests: false, otherSettings: "" }))
  .filter((form) => !/\p{Surrogate}|\\\\ud[89a-f]/u.test(JSON.stringify(form)));

async function importText(text: string, form: JobFormValues) {
  const found = fromTerraform(await readTerraformText(context, { text }));
  if (!found.ok) throw new Error(found.error.message);
  const [job, ...others] = found.value;
  if (!job || others.length > 0) throw new Error("not one job");
  const current = exampleValues({ batchSuffix: "before", frequency: "low" });
  return importJob(job, { current, scopes: [{ path: form.scope, name: "its scope" }], datasets: [] });
}

/** Terraform normalizes each text. */
function normalized(body: JsonObject): string {
  return JSON.stringify(body).normalize("NFC");
}

describe.each(["v4", "v5"] as const)("the Terraform snippet for version %s, imported again,", (version) => {
  test("gives the same job", async () => {
    await fc.assert(
      fc.asyncProperty(forms, async (form) => {
        const text = terraformFor({ values: form }, { secrets: "inline", version });
        const { values, unread } = await importText(text, form);
        expect(normalized(toCreateBody(values))).toBe(normalized(toCreateBody(form)));
        expect(values.scope).toBe(form.scope);
        expect(unread).toEqual([]);
      }),
      { numRuns: 150 },
    );
  });

  test("asks for its variables, and for nothing else", async () => {
    const form = exampleValues();
    const text = terraformFor({ values: form }, { secrets: "variables", version });
    const { values, unread } = await importText(text, form);
    expect(unread).toEqual([{ what: "destination_conf", why: expect.stringContaining("var.logpush_authorization") }]);
    const [authorization, ...rows] = values.query;
    expect(authorization).toEqual({
      kind: "header",
      name: "Authorization",
      value: "\u0024{var.logpush_authorization}",
    });
    const query = [...form.query.slice(0, 1), ...rows];
    expect(toCreateBody({ ...values, query })).toEqual(toCreateBody(form));
  });
});
