/**
 * Errors of a pasted job: what happened, and what to do next. They are separate from the other input errors because the
 * browser loads these only with the import.
 */
export const importErrors = {
  E_BACKUP_EMPTY: ["There is nothing to compare.", "Choose a file, or paste the jobs as JSON."],
  E_BACKUP_LARGE: ["The file is larger than {limit} MB.", "Split it by zone or account, and compare the parts."],
  E_BACKUP_UNREADABLE: [
    "{name} could not be read.",
    "It was changed or moved after it was chosen, or it is a folder. Choose it again.",
  ],
  E_IMPORT_EMPTY: ["There is nothing to read.", "Paste a command, JSON, Terraform, code or a destination string."],
  E_IMPORT_LARGE: [
    "The text is larger than {limit} kB.",
    "Paste only the part with the job: its command, its JSON object or its resource.",
  ],
  E_IMPORT_UNKNOWN: [
    "The format of this text is not one that the import reads.",
    "Paste a command, a job as JSON, a cloudflare_logpush_job resource, a program that creates the job, or an https destination string.",
  ],
  E_IMPORT_YAML: [
    "This looks like YAML, which the import does not read.",
    "Convert the job to JSON and paste that, or paste only the destination string.",
  ],
  E_IMPORT_SCHEME: [
    "This is a {scheme} destination; the form supports https destinations only.",
    "Paste one that begins with https://, or create the job with Cloudflare's API.",
  ],
  E_IMPORT_JSON: [
    "The JSON is invalid at line {line}, column {column}: {reason}.",
    "Correct it there, or copy the text again from its source.",
  ],
  E_IMPORT_JSON_BODY: [
    "The body of the command is invalid at line {line}, column {column} of the body: {reason}.",
    "Correct it there, or copy the command again from its source.",
  ],
  E_IMPORT_NO_JOB: [
    "There is no Logpush job in this JSON.",
    "Paste the request's body, the API's answer with its result, or a list of jobs.",
  ],
  E_IMPORT_API_ERROR: [
    "This is an answer that reports an error, not a job.",
    "Paste the answer of a request that succeeded, or the request's body.",
  ],
  E_IMPORT_SHELL: [
    "The command is invalid at line {line}: {reason}.",
    "Copy the whole command, from its first to its last quote.",
  ],
  E_IMPORT_QUOTE: [
    "Line {line}: {sign} is not a quote that a shell knows.",
    "Replace it with {plain}, there and wherever else it occurs.",
  ],
  E_IMPORT_WINDOWS: [
    "The lines end in {sign}, as in the Windows shells; only commands for bash, zsh and sh are read.",
    "Paste only the JSON body, without the command around it.",
  ],
  E_IMPORT_NO_REQUEST: [
    "No command here creates or changes a Logpush job.",
    "Paste the curl command whose address ends in /logpush/jobs and whose body is the job's JSON.",
  ],
  E_IMPORT_NO_OBJECT: [
    "There is no Logpush job in this {language}.",
    "Paste the object or the JSON that contains destination_conf, with the call around it.",
  ],
  E_IMPORT_BODY_ELSEWHERE: ["The job's JSON is not in the text: it comes from {source}.", "Paste that JSON itself."],
  E_IMPORT_TERRAFORM: [
    "The Terraform is invalid at line {line}, column {column}: {reason}.",
    "Correct it there. The text must be whole blocks, from the resource line to its closing brace.",
  ],
  E_IMPORT_TERRAFORM_LARGE: [
    "The Terraform is larger than {limit} kB.",
    "Paste only the cloudflare_logpush_job resource, with the variables and locals that it uses.",
  ],
  E_IMPORT_TERRAFORM_SLOW: [
    "Parsing this Terraform took too long and was stopped.",
    "Paste only the cloudflare_logpush_job resource, with the variables and locals that it uses.",
  ],
  E_IMPORT_TERRAFORM_BUSY: [
    "The server is already parsing other Terraform.",
    "Try again in a few seconds. Nothing that you pasted is lost.",
  ],
  E_IMPORT_NO_RESOURCE: [
    "There is no cloudflare_logpush_job resource in this Terraform.",
    'Paste the block that begins with resource "cloudflare_logpush_job".',
  ],
} as const satisfies Record<string, readonly [message: string, nextStep: string]>;
