import { describe, expect, test } from "vitest";
import { redactDestination } from "../destination/redact.ts";
import { jobRules, outputRules } from "../import/rules.ts";
import { attributeCases, blankValues, fullValues } from "../testing/attribute-cases.ts";
import { exampleConf } from "../testing/form-values.ts";
import { valuesFrom } from "./attribute-values.ts";
import {
  type AttributeField,
  type AttributeTable,
  attributeFields,
  attributes,
  isOutputField,
  jobAttributes,
  outputAttributes,
} from "./attributes.ts";
import { listChanges } from "./diff.ts";
import { attributeShape } from "./form-schema.ts";
import { formValuesOf } from "./from-wire.ts";
import type { Json, JsonObject } from "./job.ts";
import { fieldLabels, settingFields } from "./labels.ts";
import { maskedStoredJob } from "./masked-job.ts";
import { otherSettingsOf } from "./other-settings.ts";
import { toCreateBody, toUpdateBody } from "./to-request.ts";
import { wireJobSchema } from "./wire-schema.ts";

/** Where the attribute is in a job's body. */
function bodyWith(field: AttributeField, value: Json): JsonObject {
  const own = { [attributes[field].key]: value };
  return isOutputField(field) ? { output_options: own } : own;
}

function valueIn(field: AttributeField, body: object): unknown {
  const owner: unknown = isOutputField(field) ? Reflect.get(body, "output_options") : body;
  return typeof owner === "object" && owner !== null ? Reflect.get(owner, attributes[field].key) : undefined;
}

const stored = (body: JsonObject) => wireJobSchema.parse({ id: 7, destination_conf: exampleConf, ...body });
const emptyFor = (field: AttributeField) => stored(isOutputField(field) ? { output_options: {} } : {});

describe.each(attributeFields)("%s", (field) => {
  const { key, label, cleared, isAlwaysSent, isFixed } = attributes[field];
  const { typed, sent, wrong } = attributeCases[field];
  const whole = stored(bodyWith(field, sent));
  const shown = formValuesOf(whole);

  test("is read as it is typed, and sent as it was read", () => {
    expect(shown[field]).toEqual(typed);
    expect(valueIn(field, toCreateBody({ ...blankValues, [field]: typed }))).toEqual(sent);
    expect(toUpdateBody(shown, { job: whole })).toEqual({});
  });

  test("is left out of a new job while it is at its default, unless it is always sent", () => {
    expect(valueIn(field, toCreateBody(blankValues)) !== undefined).toBe(isAlwaysSent === true);
    expect(valuesFrom([field], {})).toEqual({ [field]: blankValues[field] });
    expect(valuesFrom([field], { [key]: null })).toEqual({ [field]: blankValues[field] });
  });

  test("is set and taken back by an update, unless it is fixed", () => {
    const job = emptyFor(field);
    const set = toUpdateBody({ ...formValuesOf(job), [field]: typed }, { job });
    expect(set).toEqual(isFixed ? {} : bodyWith(field, sent));
    const back = toUpdateBody({ ...shown, [field]: blankValues[field] }, { job: whole });
    const left = toCreateBody(blankValues);
    const expected = valueIn(field, left) ?? cleared ?? (isOutputField(field) ? undefined : null);
    expect(isFixed ? back : valueIn(field, back)).toEqual(isFixed ? {} : expected);
  });

  test("is named in the review of a save", () => {
    const changes = listChanges(blankValues, { ...blankValues, [field]: typed });
    expect(changes.map((change) => change.label)).toEqual(isFixed ? [] : [label]);
    expect(fieldLabels[field]).toBe(label);
    expect(settingFields.includes(field)).toBe(!isFixed);
  });

  test("is not among the settings without a field, and the browser holds it as it is stored", () => {
    const body = bodyWith(field, sent);
    expect(otherSettingsOf(body)).toEqual({});
    const masked = maskedStoredJob(
      whole,
      redactDestination(exampleConf, () => "f"),
      {},
    );
    expect(valueIn(field, masked.job)).toEqual(sent);
  });

  test("is imported, and not if it has the wrong type", () => {
    const rule = (isOutputField(field) ? outputRules : jobRules).get(key);
    expect(rule?.fill(blankValues, sent)).toEqual({ ...blankValues, [field]: typed });
    expect(rule?.fill(blankValues, wrong)).toBeUndefined();
  });

  test("has a schema in the form and in the API's answers", () => {
    expect(attributeShape[field].safeParse(typed).success).toBe(true);
    expect(wireJobSchema.safeParse({ id: 7, ...bodyWith(field, wrong) }).success).toBe(false);
  });
});

test("no two attributes share a key, and every one is in the form", () => {
  const keys = attributeFields.map((field) => `${isOutputField(field)} ${attributes[field].key}`);
  expect(new Set(keys).size).toBe(keys.length);
  expect(attributeFields.filter((field) => !(field in fullValues))).toEqual([]);
});

test("a stored job and its output options are read in the order of the table", () => {
  const reversed = (keys: string[], value: (key: string) => Json) =>
    Object.fromEntries(keys.toReversed().map((key) => [key, value(key)]));
  const keysOf = (table: AttributeTable) => Object.values(table).map(({ key }) => key);
  const sentFor = (key: string) =>
    attributeFields.filter((field) => attributes[field].key === key).map((field) => attributeCases[field].sent)[0] ??
    null;
  const read = wireJobSchema.parse({
    id: 1,
    output_options: reversed(keysOf(outputAttributes), sentFor),
    ...reversed(keysOf(jobAttributes), sentFor),
  });
  expect(Object.keys(read.output_options ?? {})).toEqual(keysOf(outputAttributes));
  expect(Object.keys(read).slice(0, keysOf(jobAttributes).length)).toEqual(keysOf(jobAttributes));
});
