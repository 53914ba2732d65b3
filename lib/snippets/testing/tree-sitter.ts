import { createRequire } from "node:module";
import { Language, type Node, Parser } from "@vscode/tree-sitter-wasm";

const require = createRequire(import.meta.url);
let isReady: Promise<void> | undefined;

/** A parser for a language, from the grammars that VS Code uses. `hasError` of the tree's root reports faulty code. */
export async function parserOf(language: "go" | "powershell"): Promise<(code: string) => Node> {
  isReady ??= Parser.init();
  await isReady;
  const parser = new Parser();
  parser.setLanguage(
    await Language.load(require.resolve(`@vscode/tree-sitter-wasm/wasm/tree-sitter-${language}.wasm`)),
  );
  return (code) => {
    const tree = parser.parse(code);
    if (!tree) throw new Error("nothing was parsed");
    return tree.rootNode;
  };
}
