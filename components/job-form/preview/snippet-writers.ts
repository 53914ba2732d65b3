import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { curlFor } from "#lib/snippets/curl.ts";
import type { JobRequest, SavedJob } from "#lib/snippets/job-request.ts";
import type { Shell } from "#lib/snippets/shell-dialect.ts";
import type { SnippetOptions } from "#lib/snippets/snippet.ts";
import type { ProviderVersion } from "#lib/snippets/terraform.ts";

export type SnippetInput = {
  values: JobFormValues;
  saved?: SavedJob;
  /** Undefined when nothing changed that could be saved. */
  request?: JobRequest;
  options: SnippetOptions;
  shell: Shell;
  version: ProviderVersion;
};

/** Undefined when there is nothing to send. */
export type SnippetWriter = (input: SnippetInput) => string | undefined;

export type Language = "curl" | "terraform" | "typescript" | "python" | "go" | "powershell" | "json";

/** The tab's name, the name of the region with the text, and which of the switches the language heeds. */
export const languages: Record<
  Language,
  { label: string; region: string; hasAction: boolean; hasKeyAndEmail: boolean }
> = {
  curl: { label: "curl", region: "curl command", hasAction: true, hasKeyAndEmail: true },
  terraform: { label: "Terraform", region: "Terraform snippet", hasAction: false, hasKeyAndEmail: false },
  typescript: { label: "TypeScript", region: "TypeScript snippet", hasAction: true, hasKeyAndEmail: true },
  python: { label: "Python", region: "Python snippet", hasAction: true, hasKeyAndEmail: true },
  go: { label: "Go", region: "Go snippet", hasAction: true, hasKeyAndEmail: true },
  powershell: { label: "PowerShell", region: "PowerShell snippet", hasAction: true, hasKeyAndEmail: true },
  json: { label: "JSON", region: "JSON snippet", hasAction: false, hasKeyAndEmail: false },
};

export const languageOrder: Language[] = ["curl", "terraform", "typescript", "python", "go", "powershell", "json"];

/** The first tab's writer, which comes with the panel. */
export const writeCurl = ofRequest((request, { options, shell }) => curlFor(request, { ...options, shell }));

/** Loads what writes a language. */
export const loadWriter: Record<Language, () => Promise<SnippetWriter>> = {
  curl: async () => writeCurl,
  terraform: async () => {
    const { terraformFor } = await import("#lib/snippets/terraform.ts");
    return ({ values, saved, options: { secrets }, version }) => terraformFor({ values, saved }, { secrets, version });
  },
  typescript: async () => {
    const { typeScriptFor } = await import("#lib/snippets/typescript.ts");
    return ofRequest((request, { options }) => typeScriptFor(request, options));
  },
  python: async () => {
    const { pythonFor } = await import("#lib/snippets/python.ts");
    return ofRequest((request, { options }) => pythonFor(request, options));
  },
  go: async () => {
    const { goFor } = await import("#lib/snippets/go.ts");
    return ofRequest((request, { options }) => goFor(request, options));
  },
  powershell: async () => {
    const { powerShellFor } = await import("#lib/snippets/powershell.ts");
    return ofRequest((request, { options }) => powerShellFor(request, options));
  },
  json: async () => {
    const { jsonFor } = await import("#lib/snippets/json.ts");
    return ofRequest((request, { options }) => jsonFor(request, options));
  },
};

function ofRequest(write: (request: JobRequest, input: SnippetInput) => string | undefined): SnippetWriter {
  return (input) => (input.request ? write(input.request, input) : undefined);
}
