"use client";

import { Field } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { isListOperator } from "#lib/logpush/filter/check-shape.ts";
import type { Condition, FilterPath } from "#lib/logpush/filter/filter-node.ts";
import { itemsOf, shapedFor, textFromValue, valueFromText } from "#lib/logpush/filter/typed-value.ts";
import type { ExactJson } from "#lib/logpush/json/exact-json.ts";
import { type Marks, useBuilder } from "./builder-context.tsx";
import { ListValue } from "./list-value.tsx";
import { partId } from "./use-filter.ts";

type ValueControlProps = { condition: Condition; path: FilterPath; place: string; marks: Marks };

/** The value of a condition, as its field and operator take it: a list, true or false, a number or text. */
export function ValueControl({ condition, path, place, marks }: ValueControlProps) {
  const { edits, fieldsByName } = useBuilder();
  const { key, operator, value } = condition;
  const type = fieldsByName.get(key)?.type;
  const id = partId(path, "value");
  const change = (next: ExactJson) => edits.replace(path, { ...condition, value: next });

  if (isListOperator(operator) || (Array.isArray(value) && value.length > 1)) {
    return (
      <ListValue
        id={id}
        marks={marks}
        label={`Values of condition ${place}`}
        type={type}
        items={itemsOf(value)}
        onChange={(items) => change(shapedFor(operator, items))}
      />
    );
  }
  const text = textFromValue(value);
  const isTruth = type === "bool" && /^(?:true|false|)$/.test(text);
  return (
    <Field id={id} label="Value" isLabelHidden>
      {isTruth ? (
        <Select id={id} {...marks} value={text} onChange={({ target }) => change(valueFromText(target.value, type))}>
          {text === "" ? <option value="">Choose</option> : null}
          <option value="true">true</option>
          <option value="false">false</option>
        </Select>
      ) : (
        <Input
          id={id}
          {...marks}
          font="mono"
          inputMode={type === "int" ? "numeric" : "text"}
          placeholder={type === "int" ? "Number" : "Value"}
          value={text}
          onChange={({ target }) => change(valueFromText(target.value, type))}
        />
      )}
    </Field>
  );
}
