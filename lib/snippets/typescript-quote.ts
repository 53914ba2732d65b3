import { formatJson } from "./json-text.ts";

/** Text as a TypeScript string: since ECMAScript 2019 every JSON string is one. */
export function quoteTypeScript(text: string): string {
  return formatJson(text);
}

/** Text as a key of an object. A plain `__proto__` would set the prototype. */
export function typeScriptKey(name: string): string {
  if (name === "__proto__") return '["__proto__"]';
  return /^[A-Za-z_$][\w$]*$/.test(name) ? name : quoteTypeScript(name);
}
