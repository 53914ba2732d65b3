/**
 * Text as a double-quoted YAML scalar (YAML 1.2.2 section 7.3.1), whose escapes contain those of JSON. What YAML does
 * not call printable is escaped too. Total: half a surrogate pair becomes U+FFFD.
 */
export function quoteYaml(text: string): string {
  const wellFormed = text.replace(/\p{Surrogate}/gu, "\ufffd");
  return JSON.stringify(wellFormed).replace(/[\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff\p{Cf}]/gu, (character) => {
    const digits = (character.codePointAt(0) ?? 0).toString(16);
    // JSON's pair of \u escapes is one character to JSON alone.
    return digits.length > 4 ? `\\U${digits.padStart(8, "0")}` : `\\u${digits.padStart(4, "0")}`;
  });
}
