import { plusMessage } from "../destination/plus.ts";
import { formErrors } from "./form-errors.ts";

/**
 * Errors in typed input: what happened, and what to do next. The browser loads these. `{word}` is filled in from the
 * error's parameters.
 */
export const inputErrors = {
  ...formErrors,
  E_UPSTREAM_REDACTED: [
    "Cloudflare returned a masked destination, which cannot be kept.",
    "Replace the whole destination to save this job.",
  ],
  E_ROTATE_NO_HEADER: [
    "The destination has no header {name}.",
    "Deselect this job, or add the header on the job's page.",
  ],
  E_DEST_PLUS: [plusMessage, "Choose its meaning next to the value, or write %20 or %2B in the string."],
  E_DEST_ENCODED: [
    "The value still contains percent escapes after decoding, so it was probably encoded twice.",
    "Encode it once. If the endpoint expects a literal %, create the job in the form.",
  ],
  E_HEADER_NAME_SECRET: [
    "A header name looks like a secret and is not shown.",
    "Keep the destination, or replace all of it.",
  ],
  E_HEADER_VALUE_EMPTY: ["Header value is required.", "Enter a value, or remove the row."],
  E_PLACEHOLDER: ["{placeholder} is a placeholder, not a value.", "{step}"],
  E_REFERENCE: ["This {reason}.", "{step}"],
  E_IMPORTED_VALUE: ["Could not import this value: it must be {expects}.", "{step}"],
  E_SCOPE: ["Choose a zone or an account.", "Some datasets are for zones, others for accounts."],
  E_DATASET: ["Choose a dataset.", "The dataset is the type of logs to send."],
  E_DATASET_ID: [
    "“{id}” is not a valid dataset id.",
    "Use Cloudflare's id, such as http_requests: lowercase letters, digits and _, up to 100 characters.",
  ],
  E_DATASET_SCOPE: [
    "{dataset} is only available at the {kind} level.",
    "Choose one at that level, or another dataset.",
  ],
  E_FILTER_JSON: ["The filter is not valid JSON{place}.", "Fix the JSON, or remove the filter."],
  E_FILTER_ESCAPED: [
    "The filter is escaped or quoted once too many times.",
    'Unescape it to {"where":…}, without quotes around it or backslashes before its quotes.',
  ],
  E_FILTER_GRAMMAR: ["{what}.", 'Logpush expects {"where":{"and":[…]}}.'],
  E_FILTER_BYTES: ["The filter is {bytes} bytes long. The limit is {limit}.", "Shorten values or remove conditions."],
  E_FILTER_COUNT: [
    "The filter has {count} conditions. The limit is about {limit}.",
    "Combine conditions on the same field with “in”, or remove some.",
  ],
  E_FILTER_GROUP: ["A filter group is empty.", "Add a condition, or remove the group."],
  E_FILTER_KEY: ["Select a field.", "Or remove the condition."],
  E_FILTER_OPERATOR: ["“{operator}” is not a Logpush filter operator.", "Choose another operator."],
  E_FILTER_VALUE: ["{key} {operator} needs {needed}.", "Fix the value."],
  E_FILTER_FIELD: ["Cannot filter on {field}: {reason}.", "Remove the condition, or choose another field."],
  E_FILTER_TYPE: ["{operator} does not work on {field}, whose type is {type}.", "Choose another operator."],
  E_FILTER_UNKNOWN: [
    "{field} is not a field of the dataset.",
    "Check the spelling. A condition on a missing field never matches.",
  ],
  E_NAME_BLANK: ["The name contains only spaces.", "Enter a name, or leave the field empty."],
  E_NAME_CHARACTERS: ["A job name cannot contain {characters}. Use letters, digits, “.”, “_” and “-”.", "{advice}"],
  E_NAME_LONG: ["The name has {length} characters. The limit is {limit}.", "Use a shorter name."],
  E_FIELDS_EMPTY: ["No fields selected.", "Select at least one field."],
  E_FIELD_SETS: [
    "This is not a list of field sets.",
    "Paste the output of “Copy as JSON”: a list of sets with name, dataset and fieldNames.",
  ],
  E_FIELD_SET_NAME: ["A field set name must have 1 to {limit} characters.", "Enter a name."],
  E_FIELD_SETS_FULL: ["This browser stores up to {limit} field sets.", "Delete a set that you do not need."],
  E_SAMPLE_RATE: [
    "The sample rate must be above 0 and at most 1.",
    "1 sends everything, 0.1 sends one record in ten. To send nothing, disable the job.",
  ],
  E_ESCAPE: [
    "“{escape}” is not an escape sequence.",
    'Write \\n, \\t, \\r, \\" or \\uXXXX; a backslash itself is \\\\.',
  ],
  E_OTHER_JSON: [
    "The other settings are not valid JSON at line {line}, column {column}: {reason}.",
    'Use { "key": value }, with double quotes and no trailing comma.',
  ],
  E_OTHER_OBJECT: ["The other settings must be a JSON object.", 'Use { "key": value }, or leave the field empty.'],
  E_OTHER_OUTPUT: [
    "The output_options in the other settings must be an object.",
    'Use { "output_options": { "key": value } }.',
  ],
  E_OTHER_DUPLICATE: ["Duplicate “{text}” at line {line}, column {column}.", "Keep one of the two."],
  E_OTHER_DEPTH: [
    "The nesting at line {line}, column {column} is too deep.",
    "No Cloudflare setting is nested that deeply. Simplify it.",
  ],
  E_OTHER_NUMBER: [
    "The number {text} at line {line}, column {column} cannot be sent exactly.",
    "Use fewer digits, or a string.",
  ],
  E_OTHER_OWNED: ["“{key}” is set in {label}.", "Remove it here and set it there."],
  E_OTHER_READ_ONLY: ["“{key}” is read-only.", "Remove it. Cloudflare sets it."],
  E_OTHER_MASK: ["“{key}” contains a masked value.", "Enter the actual values, or leave the setting unchanged."],
  E_KIND_DATASET: ["Edge jobs only support http_requests.", "Choose that dataset, or the default kind."],
  E_ATTACK_DATASET: [
    "{dataset} does not support the attack traffic setting.",
    "Only http_requests, firewall_events and network_analytics_logs do. Choose “not set”.",
  ],
  E_MERGE_DATASET: ["Only http_requests jobs of a zone can merge subrequests.", "Disable it, or choose such a job."],
  E_PRESET_EMPTY: ["{label} is required.", "Enter {hint}."],
  E_PRESET_VALUE: ["{label} is not valid.", "Enter {hint}."],
  E_PRESET_INPUTS: ["A field is invalid.", "Fix the marked fields."],
  E_PRESET_DATASET: [
    "{label} has no equivalent of the dataset {dataset}.",
    "Choose another dataset, or enter the destination manually.",
  ],
  E_ESTIMATE_NUMBER: ["This is not a number.", "Enter a number such as 2,000, 0.5 or 2k."],
  E_ESTIMATE_SHARE: ["This is not a percentage from 0 to 100%.", "Enter a share such as 30%, 0.3 or 1 in 4."],
  E_TEMPLATE_UNCLOSED: [
    "{{ at line {line}, column {column} is never closed.",
    "Close it with }}. For literal braces, write {{`{{`}}.",
  ],
  E_TEMPLATE_ACTION: [
    "{action} at line {line}, column {column} is not allowed in a record template.",
    'Use {{.Field}}, {{"text"}} and {{/* comment */}}. Conditions, functions, variables and nested fields are not supported.',
  ],
  E_TEMPLATE_DOT: ["{action} at line {line}, column {column} is missing the dot of a field.", "Write {{.{name}}}."],
  E_TEMPLATE_TRIM: [
    "{action} at line {line}, column {column} trims whitespace, which Cloudflare does not document.",
    "Remove the - and trim the whitespace yourself.",
  ],
  E_TEMPLATE_COMMENT: [
    "The comment at line {line}, column {column} is not valid in Go.",
    "Start it with {{/* and end it with */}}, without a space between brace and slash.",
  ],
  E_TEMPLATE_STRING: [
    "{action} at line {line}, column {column} contains an escape sequence that Go does not support.",
    'Use \\n, \\t, \\", \\\\ or \\u0041, or put the text in backticks.',
  ],
  E_RESTORE_MOVED: [
    "The job was modified after the comparison.",
    "Nothing was sent. Compare again and check the differences.",
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
