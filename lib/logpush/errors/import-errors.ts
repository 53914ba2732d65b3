/**
 * Errors of a pasted job: what happened, and what to do next. They are separate from the other input errors because the
 * browser loads these only with the import.
 */
export const importErrors = {
  E_BACKUP_EMPTY: ["Nothing to compare.", "Choose a file, or paste the jobs as JSON."],
  E_BACKUP_LARGE: ["The file exceeds {limit} MB.", "Split it by zone or account and compare the parts."],
  E_BACKUP_UNREADABLE: [
    "Could not read {name}.",
    "It was changed or moved after you chose it, or it is a folder. Choose it again.",
  ],
  E_IMPORT_EMPTY: ["Nothing to import.", "Paste a command, JSON, Terraform, code, or a destination string."],
  E_IMPORT_LARGE: [
    "The text exceeds {limit} kB.",
    "Paste only the part with the job: the command, the JSON object, or the resource.",
  ],
  E_IMPORT_UNKNOWN: [
    "The import does not support this format.",
    "Paste a command, a job as JSON, a cloudflare_logpush_job resource, code that creates the job, or an https destination string.",
  ],
  E_IMPORT_YAML: [
    "This looks like YAML, which the import does not support.",
    "Convert the job to JSON, or paste only the destination string.",
  ],
  E_IMPORT_SCHEME: [
    "This is a {scheme} destination. The form only supports https destinations.",
    "Paste one that starts with https://, or create the job with the Cloudflare API.",
  ],
  E_IMPORT_JSON: [
    "The JSON is invalid at line {line}, column {column}: {reason}.",
    "Fix it there, or copy the text again.",
  ],
  E_IMPORT_JSON_BODY: [
    "The request body in the command is invalid at line {line}, column {column} of the body: {reason}.",
    "Fix it there, or copy the command again.",
  ],
  E_IMPORT_NO_JOB: [
    "No Logpush job found in this JSON.",
    "Paste the request body, the API response with its result, or a list of jobs.",
  ],
  E_IMPORT_API_ERROR: [
    "This API response is an error, not a job.",
    "Paste the response of a successful request, or the request body.",
  ],
  E_IMPORT_SHELL: [
    "The command is invalid at line {line}: {reason}.",
    "Copy the whole command, including its last quote.",
  ],
  E_IMPORT_QUOTE: ["Line {line}: {sign} is not a shell quote.", "Replace it with {plain} everywhere."],
  E_IMPORT_WINDOWS: [
    "Lines end in {sign}, as in Windows shells. Only commands for bash, zsh and sh are supported.",
    "Paste only the JSON body, without the command.",
  ],
  E_IMPORT_NO_REQUEST: [
    "No command here creates or updates a Logpush job.",
    "Paste the curl command whose URL ends in /logpush/jobs and whose body is the job's JSON.",
  ],
  E_IMPORT_NO_OBJECT: [
    "No Logpush job found in this {language}.",
    "Paste the object or JSON that contains destination_conf, with the call around it.",
  ],
  E_IMPORT_BODY_ELSEWHERE: ["The job's JSON is not in the text: it comes from {source}.", "Paste that JSON itself."],
  E_IMPORT_TERRAFORM: [
    "The Terraform is invalid at line {line}, column {column}: {reason}.",
    "Fix it there. Paste whole blocks, from the resource line to the closing brace.",
  ],
  E_IMPORT_TERRAFORM_LARGE: [
    "The Terraform exceeds {limit} kB.",
    "Paste only the cloudflare_logpush_job resource and the variables and locals that it uses.",
  ],
  E_IMPORT_TERRAFORM_SLOW: [
    "Parsing this Terraform timed out.",
    "Paste only the cloudflare_logpush_job resource and the variables and locals that it uses.",
  ],
  E_IMPORT_TERRAFORM_BUSY: [
    "The server is already parsing other Terraform.",
    "Try again in a few seconds. Nothing you pasted is lost.",
  ],
  E_IMPORT_NO_RESOURCE: [
    "No cloudflare_logpush_job resource found in this Terraform.",
    'Paste the block that starts with resource "cloudflare_logpush_job".',
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
