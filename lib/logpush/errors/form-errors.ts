/**
 * Errors in typed input that the code of the form's first view can build: of destinations and limits. The other texts
 * load with the checks. `{word}` is filled in from the error's parameters.
 */
export const formErrors = {
  E_DEST_EMPTY: ["Endpoint URL is required.", "Enter an HTTPS URL, such as https://logs.example.com/ingest."],
  E_DEST_SCHEME: [
    "The endpoint must start with https://.",
    "Logpush only delivers over HTTPS. Enter the HTTPS URL of your endpoint.",
  ],
  E_DEST_HOST: ["The endpoint has no valid host.", "Use https://host, https://host:port or https://host/path."],
  E_DEST_HOST_CANONICAL: [
    "This host is another spelling of {canonical}.",
    "Write {canonical}, so that every program reads the same host.",
  ],
  E_DEST_PORT: ["The port must be from 1 to 65535.", "Fix the number after the colon, or omit the port for 443."],
  E_DEST_USERINFO: [
    "Logpush does not deliver to URLs with user:password@.",
    "Use an Authorization header (Basic) instead.",
  ],
  E_DEST_FRAGMENT: [
    "Everything after the # would be cut off.",
    "Remove the #, or write %23 if it is part of the path.",
  ],
  E_DEST_CONTROL: [
    "Contains a control character, such as a line break or tab.",
    "Remove it. Headers and URLs cannot contain it, not even escaped.",
  ],
  E_DEST_SPACE: ["The URL contains a space.", "Remove it, or write %20 if it is part of the path."],
  E_DEST_BACKSLASH: [
    "The URL contains a backslash, which programs interpret differently.",
    "Use / in the path, or %5C for a literal backslash.",
  ],
  E_DEST_CHARACTER: [
    "The character {character} is not allowed in an endpoint URL.",
    "Write it percent-encoded: {escaped}.",
  ],
  E_DEST_ESCAPE: [
    "A % is not followed by two hexadecimal digits.",
    "Write %25 for a percent sign, or complete the escape sequence.",
  ],
  E_DEST_UTF8: [
    "An escape sequence is not valid UTF-8.",
    "Encode the characters as UTF-8. %FF alone, for example, is not a character.",
  ],
  E_DEST_QUERY: [
    "The endpoint URL contains query parameters.",
    "Move them to the header and parameter rows. This happens when you leave the field.",
  ],
  E_DEST_TOO_LONG: [
    "The destination is {bytes} bytes long. The limit is {limit}.",
    "Shorten values or remove headers.",
  ],
  E_DEST_UNREAD: ["The destination string could not be read.", "Fix the string, or edit a field to replace it."],
  E_HEADER_NAME_EMPTY: ["Header name is required.", "Enter a name, such as Authorization, or remove the row."],
  E_HEADER_NAME: [
    "“{name}” is not a valid header name.",
    "Use only letters, digits and ! # $ % & ' * + - . ^ _ ` | ~, without spaces or colons.",
  ],
  E_HEADER_NAME_LONG: ["The header name exceeds {limit} characters.", "Use a shorter name."],
  E_HEADER_DUPLICATE: ["Duplicate header {name}.", "Header names are case-insensitive. Keep one of the rows."],
  E_HEADER_FRAMING: ["{name} is a reserved header and cannot be set.", "Remove it. Cloudflare's HTTP client sets it."],
  E_HEADER_NON_ASCII: [
    "The value contains characters outside ASCII.",
    "Many servers reject or garble them. Select “Send as UTF-8” to send them anyway, or use ASCII only.",
  ],
  E_HEADER_SPACE: [
    "The value starts or ends with a space.",
    "Remove it. Servers strip it, so the value would not match.",
  ],
  E_BASIC_USER: [
    "A user name for Basic authorization cannot contain a colon.",
    "Remove the colon. It separates the user name from the password.",
  ],
  E_TEXT_ILL_FORMED: ["Contains an invalid character.", "Delete it and type it again."],
  E_PARAM_NAME_EMPTY: ["Parameter name is required.", "Enter a name, or remove the row."],
  E_PARAM_PREFIX: [
    "A parameter name cannot start with header_.",
    "Cloudflare would turn it into a request header. Add it as a header instead.",
  ],
  E_MASK_VALUE: ["This value is masked.", "Enter the actual value, or keep the saved one."],
  E_NUMBER: [
    "“{text}” is not a whole number of 0 or more.",
    "Enter a number such as {example}, optionally with a unit: 5 MB, 2 min. Off, 0 or an empty field work too.",
  ],
  E_LIMIT_RANGE: [
    "{text} is not in the range from {min} to {max}.",
    "Enter a value in that range, 0 for no limit, or leave the field empty for the default.",
  ],
  E_NO_CHANGE: ["Nothing to save.", "Change a field first."],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
