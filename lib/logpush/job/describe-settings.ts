import { isSaved } from "./destination-of.ts";
import { settingWords } from "./diff.ts";
import type { JobFormValues } from "./form-schema.ts";
import { fieldLabels, settingFields } from "./labels.ts";

/** One setting in words. */
export type SettingLine = { label: string; value: string; isCode: boolean };

/** The settings of a saved job for reading; those that are left to Cloudflare are left out. */
export function describeSettings(values: JobFormValues): SettingLine[] {
  const settings = settingFields.flatMap((field): SettingLine[] => {
    const value = settingWords(field, values[field]);
    const isLeftOut = value === "not set" || value === "default" || field === "convertsLegacy" || value === "";
    return isLeftOut ? [] : [{ label: fieldLabels[field], value, isCode: isTypedText(field) }];
  });
  const rows = values.query.map((row): SettingLine => {
    const value = isSaved(row) ? row.shown : row.value;
    return { label: row.name || "(no name)", value: value ?? "Saved value", isCode: value !== undefined };
  });
  return [{ label: fieldLabels.endpoint, value: values.endpoint, isCode: true }, ...rows, ...settings];
}

function isTypedText(field: keyof JobFormValues): boolean {
  return field !== "enabled" && field !== "name";
}
