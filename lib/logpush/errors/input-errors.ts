import { plusMessage } from "../destination/plus.ts";

/**
 * Errors in typed input: what happened, and what to do next. The browser loads these. `{word}` is filled in from the
 * error's parameters.
 */
export const inputErrors = {
  E_DEST_EMPTY: [
    "The endpoint URL is missing.",
    "Enter where the logs go, for example https://logs.example.com/ingest.",
  ],
  E_DEST_SCHEME: [
    "The endpoint must begin with https://.",
    "Logpush delivers over HTTPS only. Use the https URL of your receiver.",
  ],
  E_DEST_HOST: ["The endpoint has no valid host.", "Write it as https://host, https://host:port or https://host/path."],
  E_DEST_HOST_CANONICAL: [
    "The host would be read as {canonical}.",
    "Write {canonical} so that every program reads the same host.",
  ],
  E_UPSTREAM_REDACTED: [
    "Cloudflare returned a masked destination, so it cannot be kept.",
    "Replace the whole destination to save this job.",
  ],
  E_ROTATE_NO_HEADER: [
    "The destination has no header {name}.",
    "Leave this job out, or add the header on the job's page.",
  ],
  E_DEST_PORT: [
    "The port is not a number from 1 to 65535.",
    "Correct the number after the colon, or leave the port out for 443.",
  ],
  E_DEST_USERINFO: [
    "A URL with user:password@ is not delivered.",
    "Remove it and add an Authorization header (Basic) instead.",
  ],
  E_DEST_FRAGMENT: [
    "A # ends the URL, so everything after it would be lost.",
    "Remove the #, or write %23 if it belongs to the path.",
  ],
  E_DEST_CONTROL: [
    "It contains a control character (such as a line break or tab).",
    "Remove it. A header or URL cannot carry it, not even as an escape.",
  ],
  E_DEST_SPACE: ["There is a space in the address.", "Remove it, or write %20 if it belongs to the path."],
  E_DEST_BACKSLASH: [
    "There is a backslash, which programs read in different ways.",
    "Use / in the path, or %5C if you mean the character.",
  ],
  E_DEST_CHARACTER: [
    "The character {character} is not allowed in an endpoint URL.",
    "Write it percent-encoded: {escaped}.",
  ],
  E_DEST_ESCAPE: [
    "A % is not followed by two hexadecimal digits.",
    "Write %25 for a percent sign, or complete the escape.",
  ],
  E_DEST_UTF8: [
    "An escape does not decode to UTF-8 text.",
    "Encode the characters as UTF-8; %FF alone, for example, is not a character.",
  ],
  E_DEST_PLUS: [plusMessage, "Choose its meaning beside the value, or write the string with %20 or %2B."],
  E_DEST_ENCODED: [
    "Decoded once, the value still contains percent-escapes, so it was probably encoded twice.",
    "Write it encoded once, or create the job in the form if the endpoint expects a % there.",
  ],
  E_DEST_QUERY: [
    "The endpoint URL contains a ? and parameters.",
    "Move them into the header and parameter rows. Leaving the field does it for you.",
  ],
  E_DEST_TOO_LONG: [
    "The destination is {bytes} bytes long; Cloudflare accepts at most {limit}.",
    "Shorten values or remove headers until it fits.",
  ],
  E_DEST_UNREAD: [
    "The destination string could not be read.",
    "Correct the string, or edit a field to replace the string.",
  ],
  E_HEADER_NAME_EMPTY: ["The header has no name.", "Enter a name such as Authorization, or remove the row."],
  E_HEADER_NAME: [
    "“{name}” is not a header name.",
    "Use only letters, digits and ! # $ % & ' * + - . ^ _ ` | ~, without spaces or colons.",
  ],
  E_HEADER_NAME_SECRET: [
    "The name of a header looks like a secret, so it is not shown.",
    "Keep the destination unchanged, or replace all of it.",
  ],
  E_HEADER_VALUE_EMPTY: ["The header has no value.", "Enter the value, or remove the row."],
  E_HEADER_NAME_LONG: ["The header name is longer than {limit} characters.", "Use a shorter name."],
  E_HEADER_DUPLICATE: ["The header {name} is there twice.", "Header names ignore case; keep one of the rows."],
  E_HEADER_FRAMING: [
    "{name} belongs to the connection and cannot be set.",
    "Remove it; Cloudflare's HTTP client sets it.",
  ],
  E_HEADER_NON_ASCII: [
    "The value contains characters outside ASCII.",
    "Many servers refuse or garble them. Tick “Send as UTF-8” if you mean it, or write the value in ASCII.",
  ],
  E_HEADER_SPACE: [
    "The value begins or ends with a space.",
    "Receivers strip it, so the value would not match. Remove the space.",
  ],
  E_BASIC_USER: [
    "A user name for Basic authorization cannot contain a colon.",
    "Remove the colon; it separates the user from the password.",
  ],
  E_TEXT_ILL_FORMED: ["The text contains half a character (a lone surrogate).", "Delete it and type it again."],
  E_PARAM_NAME_EMPTY: ["The parameter has no name.", "Enter a name, or remove the row."],
  E_PARAM_PREFIX: [
    "A parameter name cannot begin with header_.",
    "Cloudflare would turn it into a request header; add it as a header instead.",
  ],
  E_MASK_VALUE: [
    "This is the mask of a saved value, not the value.",
    "Keep the saved value, or type the new one in full.",
  ],
  E_PLACEHOLDER: ["{placeholder} is a placeholder, not a value.", "{step}"],
  E_REFERENCE: ["This {reason}.", "{step}"],
  E_IMPORTED_VALUE: ["The import could not read this: it must be {expects}.", "{step}"],
  E_SCOPE: ["Choose a zone or an account.", "The dataset decides which of the two it must be."],
  E_DATASET: ["Choose a dataset.", "It decides which logs the job sends."],
  E_DATASET_ID: [
    "“{id}” is not a dataset id.",
    "Write it as Cloudflare does, such as http_requests: lower-case letters, digits and _, at most 100 characters.",
  ],
  E_DATASET_SCOPE: ["{dataset} belongs to {kind} scope.", "Choose a scope of that kind, or another dataset."],
  E_FILTER_JSON: ["The filter is not JSON{place}.", "Correct its text, or remove the filter."],
  E_FILTER_ESCAPED: [
    "The filter is escaped or quoted once too often.",
    'Unescape it: the filter itself is {"where":…}, without quotes around it or backslashes before its quotes.',
  ],
  E_FILTER_GRAMMAR: ["{what}.", '{"where":{"and":[…]}} is the form that Logpush reads.'],
  E_FILTER_BYTES: [
    "The filter is {bytes} bytes long; Cloudflare accepts at most {limit}.",
    "Shorten values or remove conditions until it fits.",
  ],
  E_FILTER_COUNT: [
    "The filter has {count} conditions; Cloudflare accepts about {limit}.",
    "Combine those on one field with “in”, or remove some.",
  ],
  E_FILTER_GROUP: ["A group of the filter is empty.", "Add a condition to it, or remove it."],
  E_FILTER_KEY: ["A condition of the filter has no field.", "Choose a field, or remove the condition."],
  E_FILTER_OPERATOR: ["“{operator}” is not a filter operator of Logpush.", "Choose another one."],
  E_FILTER_VALUE: ["{key} {operator} needs {needed}.", "Correct the condition’s value."],
  E_FILTER_FIELD: ["{field} cannot be filtered: {reason}.", "Remove the condition, or choose another field."],
  E_FILTER_TYPE: ["{operator} does not work on {field}, whose type is {type}.", "Choose another operator."],
  E_FILTER_UNKNOWN: [
    "{field} is not among the dataset’s fields.",
    "Check the spelling. A condition on a field that a log lacks never matches.",
  ],
  E_NAME_BLANK: ["The name consists only of spaces.", "Enter a name, or leave it empty."],
  E_NAME_CHARACTERS: [
    "A job name cannot contain {characters}. Cloudflare accepts letters A to Z, digits, “.”, “_” and “-”.",
    "{advice}",
  ],
  E_NAME_LONG: ["The name has {length} characters; the limit is {limit}.", "Shorten it."],
  E_FIELDS_EMPTY: ["No log field is chosen.", "Choose at least one field for the records."],
  E_FIELD_SETS: [
    "This is not a list of field sets.",
    "Paste what “Copy as JSON” gives: a list of sets with name, dataset and fieldNames.",
  ],
  E_FIELD_SET_NAME: ["A field set needs a name of 1 to {limit} characters.", "Enter a name for it."],
  E_FIELD_SETS_FULL: ["This browser keeps at most {limit} field sets.", "Delete one that is not needed."],
  E_NUMBER: [
    "“{text}” is not a whole number of at least 0.",
    "Write a number such as {example}, with a unit if you like: 5 MB, 2 min. Off, 0 or nothing work too.",
  ],
  E_LIMIT_RANGE: [
    "{text} is outside {min} to {max}.",
    "Choose a value in that range, 0 to disable the limit, or leave it empty for the service default.",
  ],
  E_SAMPLE_RATE: [
    "The sample rate must be more than 0 and at most 1.",
    "1 sends everything, 0.1 one record in ten. To send nothing, disable the job.",
  ],
  E_ESCAPE: ["“{escape}” is not an escape.", 'Write \\n, \\t, \\r, \\" or \\uXXXX; a backslash itself is \\\\.'],
  E_OTHER_JSON: [
    "The other settings are not valid JSON at line {line}, column {column}: {reason}.",
    'Correct it there. Write { "key": value }, with double quotes and no comma before the end.',
  ],
  E_OTHER_OBJECT: [
    "The other settings are not a JSON object.",
    'Write them as { "key": value }, or leave the field empty.',
  ],
  E_OTHER_OUTPUT: [
    "The output_options in the other settings are not an object.",
    'Write { "output_options": { "key": value } }.',
  ],
  E_OTHER_DUPLICATE: ["“{text}” is there twice: see line {line}, column {column}.", "Keep one of the two."],
  E_OTHER_DEPTH: [
    "The nesting at line {line}, column {column} is too deep.",
    "None of Cloudflare's settings is nested that deeply. Simplify it.",
  ],
  E_OTHER_NUMBER: [
    "The number {text} at line {line}, column {column} would be sent as another number.",
    "Use fewer digits, or a string.",
  ],
  E_OTHER_OWNED: ["“{key}” is set by the field {label}.", "Remove it here and set it there."],
  E_OTHER_READ_ONLY: ["“{key}” is set by Cloudflare.", "Remove it; it cannot be sent."],
  E_OTHER_MASK: [
    "“{key}” contains the mask of a saved value, not the value.",
    "Leave the setting unchanged, or write its values in full.",
  ],
  E_KIND_DATASET: ["Edge jobs exist for http_requests only.", "Choose that dataset, or the regular kind."],
  E_ATTACK_DATASET: [
    "{dataset} has no setting for attack traffic.",
    "Only http_requests, firewall_events and network_analytics_logs do; choose “not set”.",
  ],
  E_MERGE_DATASET: [
    "Subrequests can be merged in http_requests jobs of a zone only.",
    "Disable it, or choose such a job.",
  ],
  E_PRESET_EMPTY: ["{label} is missing.", "Enter {hint}."],
  E_PRESET_VALUE: ["{label} has a value that is not valid there.", "Enter {hint}."],
  E_PRESET_INPUTS: ["An input needs a correction.", "Fill in the marked fields."],
  E_PRESET_DATASET: [
    "{label} has no name for the dataset {dataset}.",
    "Choose another dataset, or write the destination by hand.",
  ],
  E_ESTIMATE_NUMBER: ["This is not a number.", "Write one such as 2,000, 0.5 or 2k."],
  E_ESTIMATE_SHARE: ["This is not a share from 0 to 100%.", "Write one such as 30%, 0.3 or 1 in 4."],
  E_TEMPLATE_UNCLOSED: [
    "The {{ at line {line}, column {column} is never closed.",
    "End it with }}. For the braces themselves write {{`{{`}}.",
  ],
  E_TEMPLATE_ACTION: [
    "{action} at line {line}, column {column} is not allowed in a record template.",
    'Use {{.Field}}, {{"text"}} and {{/* comment */}}; there are no conditions, functions, variables or parts of fields.',
  ],
  E_TEMPLATE_DOT: ["{action} at line {line}, column {column} lacks the dot of a field.", "Write {{.{name}}}."],
  E_TEMPLATE_TRIM: [
    "{action} at line {line}, column {column} trims white space, which Cloudflare does not document.",
    "Remove the - and trim the white space by hand.",
  ],
  E_TEMPLATE_COMMENT: [
    "The comment at line {line}, column {column} is not valid in Go.",
    "Begin it with {{/* and end it with */}}, without a space between brace and slash.",
  ],
  E_TEMPLATE_STRING: [
    "{action} at line {line}, column {column} contains an escape that Go does not know.",
    'Use \\n, \\t, \\", \\\\ or \\u0041, or put the text in backquotes.',
  ],
  E_RESTORE_MOVED: [
    "The job was changed since the comparison.",
    "Nothing was sent. Compare again, and check the differences.",
  ],
  E_NO_CHANGE: ["There is nothing to save.", "Change a field first."],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
