/**
 * The value of a string literal of Go, interpreted or raw; undefined for anything else (go.dev/ref/spec, "String
 * literals").
 */
export function readGoString(literal: string): string | undefined {
  if (literal.startsWith("`")) return /^`[^`]*`$/.test(literal) ? literal.slice(1, -1).replaceAll("\r", "") : undefined;
  const [, inner] = /^"((?:[^"\\\n]|\\[^\n])*)"$/.exec(literal) ?? [];
  if (inner === undefined) return undefined;
  let isValid = true;
  const text = inner.replace(/\\(u[0-9a-fA-F]{4}|U[0-9a-fA-F]{8}|[^uU])/gs, (_, code: string) => {
    const simple = { n: "\n", r: "\r", t: "\t", "\\": "\\", '"': '"' }[code];
    if (simple !== undefined) return simple;
    const codePoint = /^[uU]/.test(code) ? Number.parseInt(code.slice(1), 16) : Number.NaN;
    const isCharacter = codePoint <= 0x10ffff && !(codePoint >= 0xd800 && codePoint <= 0xdfff);
    isValid &&= isCharacter;
    return isCharacter ? String.fromCodePoint(codePoint) : "";
  });
  return isValid ? text : undefined;
}
