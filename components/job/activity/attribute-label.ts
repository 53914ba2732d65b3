import { attributes } from "#lib/logpush/job/attributes.ts";

const labels = new Map<string, string>([
  ...Object.values(attributes).map(({ key, label }): [string, string] => [key, label]),
  ["destination_conf", "Destination"],
  ["output_options", "Records"],
  ["logpull_options", "logpull_options"],
]);

/** What an attribute of the API is called here. An unknown one keeps its name. */
export function attributeLabel(key: string): string {
  return labels.get(key) ?? key;
}
