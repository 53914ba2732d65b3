"use client";

import type { KeyboardEvent } from "react";
import { Field } from "#components/ui/field.tsx";
import { Input, Select } from "#components/ui/input.tsx";
import { isSamePath } from "#lib/logpush/filter/check-filter.ts";
import type { Condition, FilterPath } from "#lib/logpush/filter/filter-node.ts";
import { operatorsFor } from "#lib/logpush/filter/operators.ts";
import { retyped, shapedFor } from "#lib/logpush/filter/typed-value.ts";
import { type Marks, useBuilder } from "./builder-context.tsx";
import { operatorLabels } from "./operator-labels.ts";
import { PartActions } from "./part-actions.tsx";
import { isUnfinished, PartMessages } from "./part-messages.tsx";
import { placeName } from "./place-name.ts";
import { partId } from "./use-filter.ts";
import { ValueControl } from "./value-control.tsx";

type ConditionRowProps = { condition: Condition; path: FilterPath };

/** One condition: field, operator, value. Each change goes into the filter's text at once. */
export function ConditionRow({ condition, path }: ConditionRowProps) {
  const { offences } = useBuilder();
  const place = placeName(path);
  const isWaiting = isUnfinished(condition);
  const codes = offences
    .filter(({ path: at, severity }) => severity === "error" && isSamePath(at, path))
    .map(({ error }) => error.code);
  const marks = (...wanted: string[]) => ({
    "aria-describedby": partId(path, "messages"),
    "aria-invalid": (!isWaiting && codes.some((code) => wanted.includes(code))) || undefined,
  });

  return (
    <fieldset className="group/condition @container grid min-w-0 gap-1.5" onKeyDown={keepForm}>
      <legend className="sr-only">Condition {place}</legend>
      <div className="grid grid-cols-[minmax(0,1fr)_auto] gap-1.5 @lg:grid-cols-[minmax(0,5fr)_minmax(0,4fr)_minmax(0,5fr)_auto]">
        <FieldInput condition={condition} path={path} marks={marks("E_FILTER_FIELD")} />
        <div className="col-start-2 row-start-1 self-start pt-1 @lg:col-start-4">
          <PartActions path={path} name={`condition ${place}`} />
        </div>
        <OperatorSelect condition={condition} path={path} marks={marks("E_FILTER_OPERATOR", "E_FILTER_TYPE")} />
        <div className="col-span-2 min-w-0 @lg:col-span-1 @lg:col-start-3 @lg:row-start-1">
          <ValueControl condition={condition} path={path} place={place} marks={marks("E_FILTER_VALUE")} />
        </div>
      </div>
      <PartMessages path={path} isPatient={isWaiting} />
    </fieldset>
  );
}

/** Enter in a row must not send the whole form. */
function keepForm(event: KeyboardEvent<HTMLFieldSetElement>) {
  if (event.key === "Enter" && event.target instanceof HTMLInputElement) event.preventDefault();
}

type PartProps = ConditionRowProps & { marks: Marks };

function FieldInput({ condition, path, marks }: PartProps) {
  const { edits, fieldsByName, suggestionsId } = useBuilder();
  const id = partId(path, "key");

  function change(key: string) {
    const type = fieldsByName.get(key)?.type;
    const operators = operatorsFor(type);
    const operator = operators.includes(condition.operator) ? condition.operator : (operators[0] ?? "eq");
    // On the way to a field's name, what is typed may be no field, or another one that is shorter.
    if (type === undefined) return edits.replace(path, { ...condition, key });
    const value = shapedFor(operator, retyped(condition.value, type));
    edits.replace(path, { ...condition, key, operator, value });
  }

  return (
    <Field id={id} label="Field" isLabelHidden className="col-start-1 row-start-1">
      <Input
        id={id}
        {...marks}
        list={suggestionsId}
        font="mono"
        placeholder="Field"
        value={condition.key}
        onChange={(event) => change(event.target.value)}
      />
    </Field>
  );
}

function OperatorSelect({ condition, path, marks }: PartProps) {
  const { edits, fieldsByName } = useBuilder();
  const id = partId(path, "operator");
  const operators = operatorsFor(fieldsByName.get(condition.key)?.type);
  const isKnown = operators.includes(condition.operator);
  return (
    <Field id={id} label="Operator" isLabelHidden className="col-span-2 @lg:col-span-1 @lg:col-start-2 @lg:row-start-1">
      <Select
        id={id}
        {...marks}
        value={condition.operator}
        onChange={({ target }) =>
          edits.replace(path, {
            ...condition,
            operator: target.value,
            value: shapedFor(target.value, condition.value),
          })
        }
      >
        {isKnown ? null : (
          <option value={condition.operator}>{condition.operator || "Choose"} (not for this field)</option>
        )}
        {operators.map((operator) => (
          <option key={operator} value={operator}>
            {operatorLabels[operator] ?? operator}
          </option>
        ))}
      </Select>
    </Field>
  );
}
