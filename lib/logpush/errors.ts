/**
 * Every failure a person can meet: what happened, and what to do next.
 * `{word}` is filled in from the error's parameters.
 */
export const ERRORS = {
  E_DEST_EMPTY: [
    "The endpoint URL is missing.",
    "Enter where the logs go, for example https://logs.example.com/ingest.",
  ],
  E_DEST_SCHEME: [
    "The endpoint must begin with https://.",
    "Logpush delivers over HTTPS only; use the https address of your receiver.",
  ],
  E_DEST_HOST: ["The endpoint has no valid host.", "Write it as https://host, https://host:port or https://host/path."],
  E_DEST_HOST_CANONICAL: [
    "The host would be read as {canonical}.",
    "Write {canonical} so that every program reads the same host.",
  ],
  E_DEST_PORT: [
    "The port is not a number from 1 to 65535.",
    "Correct the number after the colon, or leave the port out for 443.",
  ],
  E_DEST_USERINFO: [
    "A URL with user:password@ is not delivered.",
    "Take it out and add an Authorization header (Basic) instead.",
  ],
  E_DEST_FRAGMENT: [
    "A # ends the URL, so everything after it would be lost.",
    "Remove the #, or write %23 if it belongs to the path.",
  ],
  E_DEST_CONTROL: [
    "There is a control character (such as a line break or tab) in it.",
    "Remove it; a header or URL cannot carry it, not even as an escape.",
  ],
  E_DEST_SPACE: ["There is a space in the address.", "Remove it, or write %20 if it belongs to the path."],
  E_DEST_BACKSLASH: [
    "There is a backslash, which programs read in different ways.",
    "Use / in the path, or %5C if you mean the character.",
  ],
  E_DEST_CHARACTER: [
    "The character {character} cannot stand in an endpoint URL.",
    "Write it percent-encoded: {escaped}.",
  ],
  E_DEST_ESCAPE: [
    "A % is not followed by two hexadecimal digits.",
    "Write %25 for a percent sign, or complete the escape.",
  ],
  E_DEST_UTF8: [
    "An escape does not decode to UTF-8 text.",
    "Encode the characters as UTF-8; %FF alone, for example, is no character.",
  ],
  E_DEST_QUERY: [
    "The endpoint URL holds a ? and parameters.",
    "Move them into the header and parameter rows; leaving the field does it for you.",
  ],
  E_DEST_TOO_LONG: [
    "The destination is {bytes} bytes long; Cloudflare takes at most {limit}.",
    "Shorten values or remove headers until it fits.",
  ],
  E_DEST_UNREAD: [
    "The destination string could not be read.",
    "Correct the string, or edit a field to bring the string back in step.",
  ],
  E_HEADER_NAME_EMPTY: ["The header has no name.", "Enter a name such as Authorization, or remove the row."],
  E_HEADER_NAME: [
    "“{name}” is not a header name.",
    "Use letters, digits and ! # $ % & ' * + - . ^ _ ` | ~ only, without spaces or colons.",
  ],
  E_HEADER_VALUE_EMPTY: ["The header has no value.", "Enter the value, or remove the row."],
  E_HEADER_NAME_LONG: ["The header name is longer than {limit} characters.", "Use a shorter name."],
  E_HEADER_DUPLICATE: [
    "The header {name} is there twice.",
    "Header names do not depend on case; keep one of the rows.",
  ],
  E_HEADER_FRAMING: [
    "{name} belongs to the connection and cannot be set.",
    "Remove it; Cloudflare's HTTP client sets it by itself.",
  ],
  E_HEADER_NON_ASCII: [
    "The value holds characters outside ASCII.",
    "Many servers refuse or garble them. Tick “Send as UTF-8” if you mean it, or write the value in ASCII.",
  ],
  E_HEADER_SPACE: [
    "The value begins or ends with a space.",
    "Receivers strip it, so the value would not match; remove the space.",
  ],
  E_BASIC_USER: [
    "A user name for Basic authorization cannot hold a colon.",
    "Take the colon out; it divides the user from the password.",
  ],
  E_TEXT_ILL_FORMED: ["The text holds half a character (a lone surrogate).", "Delete it and type it again."],
  E_PARAM_NAME_EMPTY: ["The parameter has no name.", "Enter a name, or remove the row."],
  E_PARAM_PREFIX: [
    "A parameter name cannot begin with header_.",
    "Cloudflare would turn it into a request header; add it as a header instead.",
  ],
  E_MASK_VALUE: [
    "This is the mask of a saved value, not the value.",
    "Keep the saved value, or type the new one in full.",
  ],
  E_SAVED_GONE: ["A kept value is no longer in the saved job.", "Reload the job, then make the change again."],
  E_UPSTREAM_REDACTED: [
    "Cloudflare answered with a masked destination, so it cannot be kept.",
    "Replace the whole destination to save this job.",
  ],
  E_FIELD_REQUIRED: ["{label} is missing.", "Fill it in."],
  E_SCOPE: ["Choose a zone or an account.", "The dataset decides which of the two it must be."],
  E_DATASET: ["Choose a dataset.", "It says which logs the job sends."],
  E_DATASET_SCOPE: ["{dataset} belongs to {kind} scope.", "Choose a scope of that kind, or another dataset."],
  E_NAME_LONG: ["The name has {length} characters; at most {limit} fit.", "Shorten it."],
  E_FIELDS_EMPTY: ["No log field is chosen.", "Choose at least one field for the records."],
  E_NUMBER: ["“{text}” is not a number.", "Write digits, for example {example}."],
  E_LIMIT_RANGE: [
    "{text} is outside {min} to {max}.",
    "Choose a value in that range, 0 to switch the limit off, or leave it empty for the service default.",
  ],
  E_SAMPLE_RATE: [
    "The sample rate must be more than 0 and at most 1.",
    "1 sends everything, 0.1 one record in ten. To send nothing, disable the job.",
  ],
  E_CONFIRM_NAME: ["The name does not match.", "Type {name} to delete this job."],
  E_INPUT: ["Some fields need a correction.", "Go through the marked fields."],
  E_CONFLICT: [
    "The job was changed meanwhile: {changed}.",
    "Nothing was saved. Look at what changed, then load the new state, or save your changes on top of it.",
  ],
  E_NO_CHANGE: ["There is nothing to save.", "Change a field first."],
  E_NOT_FOUND: ["This job no longer exists.", "It was deleted elsewhere. Go back to the list."],
  E_SCOPE_GONE: [
    "This credential does not see that zone or account.",
    "Choose another scope, or give the token access to it.",
  ],
  E_DESTINATION_REFUSED: [
    "Cloudflare's test of the destination failed.",
    "See that the receiver is up, has a public certificate, and answers POST with 2xx; then try again.",
  ],
  E_DESTINATION_401: [
    "The receiver refused the request as unauthorised (401).",
    "Check the Authorization or secret header: its name, its value, and that nothing is encoded twice.",
  ],
  E_DESTINATION_403: [
    "The receiver refused the request (403).",
    "Check the secret, and that no firewall rule or allow-list keeps Cloudflare out.",
  ],
  E_DESTINATION_404: ["The receiver has nothing at this path (404).", "Check the path of the endpoint URL."],
  E_DESTINATION_405: [
    "The receiver does not take POST at this path (405).",
    "Point the endpoint at a path that accepts POST.",
  ],
  E_DESTINATION_413: [
    "The receiver found the request too large (413).",
    "Raise its body limit, or lower Max upload bytes.",
  ],
  E_DESTINATION_415: [
    "The receiver does not take this content type (415).",
    "Add a Content-Type header: application/json, or what your receiver expects.",
  ],
  E_DESTINATION_STATUS: [
    "The receiver answered with status {status}.",
    "Make it answer 2xx to a gzip-compressed POST, then try again.",
  ],
  E_DESTINATION_REDIRECT: [
    "The receiver redirects (status {status}), and Logpush does not follow.",
    "Use the final URL as the endpoint.",
  ],
  E_DESTINATION_DNS: ["The receiver's host name does not resolve.", "Check its spelling and its public DNS record."],
  E_DESTINATION_TIMEOUT: [
    "The receiver did not answer in time.",
    "See that it is reachable from the internet and answers quickly; queue the work, answer first.",
  ],
  E_DESTINATION_DOWN: [
    "Nothing accepts connections at the receiver's address.",
    "Start the receiver, or correct host and port.",
  ],
  E_DESTINATION_TLS: [
    "The TLS connection to the receiver failed.",
    "Use a certificate from a public authority that covers this host name and has not expired.",
  ],
  E_DESTINATION_PRIVATE: [
    "The receiver's address is not public.",
    "Logpush reaches public addresses only; expose the receiver, or put a tunnel in front.",
  ],
  E_QUOTA: [
    "No further job is allowed in this scope.",
    "Delete a job that is not needed, or ask Cloudflare to raise the limit. A quota of zero means that the plan does not include this dataset.",
  ],
  E_FIELDS_PLAN: [
    "The plan does not include some of the chosen fields.",
    "Take out the fields of products that this zone does not have, such as Bot Management.",
  ],
  E_PERMISSION_PII: [
    "The credential may not read this dataset.",
    "Zero Trust datasets also need the permission Zero Trust: PII Read.",
  ],
  E_PERMISSION: [
    "The credential is not allowed to do this.",
    "Give the token Logs: Edit for this zone or account. Reading jobs needs it too.",
  ],
  E_CREDENTIAL: [
    "Cloudflare did not accept the credential.",
    "Check CLOUDFLARE_API_TOKEN (or key and email), and that it has not expired.",
  ],
  E_RATE_LIMIT: ["Cloudflare asks to slow down (429).", "Wait {wait}, then try again."],
  E_UPSTREAM_REFUSED: ["Cloudflare refused: {text}", "Correct what it names, then try again."],
  E_UPSTREAM_STATUS: [
    "Cloudflare answered with status {status}.",
    "Try again in a minute; if it stays, look at cloudflarestatus.com.",
  ],
  E_UPSTREAM_SHAPE: [
    "The answer was not what Cloudflare's API sends.",
    "A proxy may be in the way. Try again; if it stays, check the network path.",
  ],
  E_UPSTREAM_NETWORK: [
    "Cloudflare's API could not be reached.",
    "Check this server's network and DNS, then try again.",
  ],
  E_UPSTREAM_TIMEOUT: ["Cloudflare's API did not answer in time.", "Try again in a moment."],
  E_UNKNOWN_OUTCOME: [
    "Cloudflare's answer was lost, so it is not known whether {action} happened.",
    "Reload to see the current state before you try again.",
  ],
  E_NOT_CREATED: [
    "Cloudflare's answer was lost, and the job is not in its list.",
    "It was not created; it is safe to try again.",
  ],
  E_NOT_APPLIED: ["Cloudflare's answer was lost, and a fresh read shows no change.", "It is safe to try again."],
  E_AMBIGUOUS: [
    "Cloudflare's answer was lost, and several new jobs match.",
    "Look at the list before you try again, and delete what is double.",
  ],
  E_FORBIDDEN_ORIGIN: ["The request did not come from this site.", "Open Headgate at its own address and try again."],
  E_SERVER_SILENT: [
    "Headgate's server did not answer.",
    "See that it is running and that you are online, then try again. Nothing typed is lost.",
  ],
  E_INTERNAL: [
    "Something went wrong in Headgate itself.",
    "Try again; if it stays, look for the request id in the server's log.",
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;

export type ErrorCode = keyof typeof ERRORS;
export type ErrorParams = Record<string, string | number>;

/** The two sentences of an error code, with the parameters filled in. */
export function describeError(code: ErrorCode, params: ErrorParams = {}): { message: string; nextStep: string } {
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (whole, key: string) => String(params[key] ?? whole));
  const [message, nextStep] = ERRORS[code];
  return { message: fill(message), nextStep: fill(nextStep) };
}
