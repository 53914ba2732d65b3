import { checkHeaderName, isFramingHeader } from "../destination/header.ts";
import { appError } from "../errors/app-error.ts";
import type { AppError } from "../result.ts";
import type { InputRule, Preset, PresetInput } from "./preset.ts";

/** The typed texts, by the input's id. */
export type PresetInputs = Readonly<Record<string, string>>;

const rules: Record<InputRule, (text: string) => boolean> = {
  host: (text) => /^[^\s/?#@\\]+$/.test(text),
  port: (text) => /^\d{1,5}$/.test(text) && Number(text) >= 1 && Number(text) <= 65_535,
  url: (text) => /^https:\/\/[^\s?#@\\]+$/.test(text),
  "header-name": (text) => checkHeaderName(text, "") === undefined && !isFramingHeader(text),
  // Servers treat header characters outside printable ASCII differently (RFC 9110 section 5.5).
  value: (text) => /^[\x20-\x7e]+$/.test(text),
};

/** The cleaned texts, and an error for each that does not fit. */
export function checkInputs(
  preset: Preset,
  inputs: PresetInputs,
): { texts: Record<string, string>; errors: Record<string, AppError> } {
  const texts: Record<string, string> = {};
  const errors: Record<string, AppError> = {};
  for (const input of preset.inputs) {
    const text = tidy(inputs[input.id] ?? "", input.rule);
    texts[input.id] = text;
    const error = checkInput(input, text);
    if (error) errors[input.id] = error;
  }
  return { texts, errors };
}

/** A host is often copied as a URL; its scheme and last slash are removed. */
function tidy(typed: string, rule: InputRule): string {
  const text = typed.trim();
  return rule === "host" ? text.replace(/^https:\/\//, "").replace(/\/$/, "") : text;
}

function checkInput({ label, hint, rule, options }: PresetInput, text: string): AppError | undefined {
  if (text === "") return appError("E_PRESET_EMPTY", { params: { label, hint } });
  const isKnown = !options || options.some(({ value }) => value === text);
  return isKnown && rules[rule](text) ? undefined : appError("E_PRESET_VALUE", { params: { label, hint } });
}

/** The initial inputs of a preset. */
export function startInputs(preset: Preset): PresetInputs {
  return Object.fromEntries(preset.inputs.map(({ id, initial }) => [id, initial ?? ""]));
}

/** The inputs with an example in place of each missing one, to show the effect of a preset. */
export function exampleInputs(preset: Preset, inputs: PresetInputs): PresetInputs {
  return Object.fromEntries(
    preset.inputs.map(({ id, label, rule, placeholder }) => {
      const example = rule === "value" ? `(${label})` : placeholder;
      return [id, (inputs[id] ?? "").trim() === "" ? example : (inputs[id] ?? "")];
    }),
  );
}
