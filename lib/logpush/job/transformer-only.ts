/** Whether the text of the other settings names a transformer and nothing else. Apart: the form's first load has it. */
export function isTransformerOnly(text: string): boolean {
  return /^\s*\{\s*"transformer_id"\s*:\s*\d+\s*\}\s*$/.test(text);
}
