import { parse } from "@cdktn/hcl2json";

/** Parses HCL. Its templates stay as written; `decodeTemplate` reads them. */
export async function parseHcl(code: string): Promise<Record<string, unknown>> {
  return parse("main.tf", code);
}

/** A template as Terraform evaluates it with these variables. */
export function decodeTemplate(template: string, variables: Record<string, string> = {}): string {
  return template.replace(/\$\$\{|%%\{|\$\{var\.(\w+)\}/g, (piece, name: string | undefined) => {
    return name === undefined ? piece.slice(1) : (variables[name] ?? `no variable ${name}`);
  });
}
