import { listOffences } from "../destination/http.ts";
import { err } from "../errors/app-error.ts";
import { destinationOf } from "../job/destination-of.ts";
import type { Change } from "../job/diff.ts";
import type { JobFormValues } from "../job/form-schema.ts";
import { inSentences, ok, type Result } from "../result.ts";
import { checkInputs, type PresetInputs } from "./check-inputs.ts";
import type { Preset } from "./preset.ts";
import { listPresetChanges } from "./preset-changes.ts";

export type AppliedPreset = { values: JobFormValues; changed: Change[] };

/**
 * The form's values with the preset's destination and settings. Inputs stay plain text: they are escaped when the
 * destination is formatted. The error of an input is in `fieldErrors` under the input's id.
 */
export function applyPreset(preset: Preset, inputs: PresetInputs, current: JobFormValues): Result<AppliedPreset> {
  const { dataset } = current;
  const datasetName = nameIn(preset.datasetNames, dataset);
  if (preset.datasetNames && datasetName === undefined) {
    return err("E_PRESET_DATASET", { at: "dataset", params: { label: preset.label, dataset } });
  }
  const { texts, errors } = checkInputs(preset, inputs);
  const parts = new Map(Object.entries({ ...texts, dataset, datasetName: datasetName ?? "" }));
  const fill = (template: string) => template.replace(slot, (whole, id: string) => parts.get(id) ?? whole);
  const timestampFormat = nameIn(preset.timestampFormats, dataset);
  const values: JobFormValues = {
    ...current,
    destinationMode: "edit",
    isEndpointKept: false,
    destinationString: "",
    endpoint: fill(preset.endpoint),
    query: preset.query.map(({ kind, name, value }) => ({ kind, name: fill(name), value: fill(value) })),
    ...preset.settings,
    ...(timestampFormat === undefined ? {} : { timestampFormat }),
  };
  const fieldErrors = new Map(Object.entries(errors).map(([id, error]) => [id, inSentences(error)]));
  if (fieldErrors.size === 0) {
    for (const offence of listOffences(destinationOf(values))) {
      const id = inputOf(preset, offence.at ?? "");
      if (!fieldErrors.has(id)) fieldErrors.set(id, inSentences(offence));
    }
  }
  return fieldErrors.size === 0
    ? ok({ values, changed: listPresetChanges(current, values, (row) => isOpenRow(preset, values.query.indexOf(row))) })
    : err("E_PRESET_INPUTS", { fieldErrors: Object.fromEntries(fieldErrors) });
}

const slot = /\{(\w+)\}/g;

function nameIn(names: Readonly<Record<string, string>> | undefined, key: string): string | undefined {
  return names && Object.hasOwn(names, key) ? names[key] : undefined;
}

/** Whether the pair at this index contains no secret input. */
function isOpenRow(preset: Preset, place: number): boolean {
  const ids = Array.from(preset.query[place]?.value.matchAll(slot) ?? [], ([, id]) => id);
  return !preset.inputs.some(({ id, isSecret }) => isSecret && ids.includes(id));
}

/** The input that filled a part of the destination. */
function inputOf(preset: Preset, at: string): string {
  const [, place, part] = /^query\.(\d+)\.(name|value)$/.exec(at) ?? [];
  const pair = place === undefined ? undefined : preset.query[Number(place)];
  const template = pair ? (part === "name" ? pair.name : pair.value) : preset.endpoint;
  const [id] = Array.from(template.matchAll(slot), ([, name]) => name);
  // A fixed header can only clash with a typed header name.
  const named = preset.inputs.find(({ rule }) => rule === "header-name") ?? preset.inputs[0];
  return id ?? named?.id ?? "";
}
