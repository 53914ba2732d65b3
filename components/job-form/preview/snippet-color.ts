/** `id` is the piece's number: a key press changes a piece or two, and the others keep their elements. */
export type CodePiece = { text: string; tone: string; id: number };

/** What is colored, in the order in which it is looked for. We write all of this code, so one pattern does for every language. */
const tokens = {
  comment: { tone: "text-muted", pattern: /^[ \t]*(?:#|\/\/|\/\*\*).*$/ },
  variable: {
    tone: "text-code-param",
    pattern:
      /"\$[A-Z_0-9]+"|\$\{var\.\w+\}|\$(?:env:)?\w+(?:\.\w+)*|^[A-Z_0-9]+(?==)|(?<=^set )\w+|\b(?:LOGPUSH|CLOUDFLARE)_\w+|\blogpush[A-Z]\w*/,
  },
  key: { tone: "text-code-header", pattern: /"(?:[^"\\\n]|\\.)*"(?=:)|^[ \t]*\w+(?=: | += |=["[{\w])/ },
  // A text with an interpolation in it goes on behind that.
  text: {
    tone: "text-code-value",
    pattern: /'[^'"{\n]*'|"(?:[^"\\\n$]|\\.|\$(?!\{var\.))*(?:"|(?=\$\{var\.))|(?<=\$\{var\.\w+\})[^"\n$]*"?/,
  },
  word: {
    tone: "text-code-host",
    pattern:
      /\b(?:curl|printf|read|echo|IFS|set|variable|import|resource|const|await|new|function|return|if|throw|from|def|package|func|Invoke-RestMethod)\b/,
  },
  option: { tone: "text-muted", pattern: /(?<=\s)--?[A-Za-z][\w-]*/ },
  literal: { tone: "text-code-text", pattern: /\b(?:true|false|null|nil|True|False|None)\b|(?<![\w-])\d+(?:\.\d+)?\b/ },
};

const pattern = new RegExp(
  Object.entries(tokens)
    .map(([name, token]) => `(?<${name}>${token.pattern.source})`)
    .join("|"),
  "gm",
);

/** Colors a snippet; whatever the pattern does not know stays plain. The pieces joined are the snippet. */
export function colorCode(code: string): CodePiece[] {
  const pieces: CodePiece[] = [];
  const add = (text: string, tone: string) => {
    if (text !== "") pieces.push({ text, tone, id: pieces.length });
  };
  let plainFrom = 0;
  for (const match of code.matchAll(pattern)) {
    add(code.slice(plainFrom, match.index), "");
    add(match[0], toneOf(match.groups ?? {}));
    plainFrom = match.index + match[0].length;
  }
  add(code.slice(plainFrom), "");
  return pieces;
}

function toneOf(groups: Record<string, string | undefined>): string {
  return Object.entries(tokens).find(([name]) => groups[name] !== undefined)?.[1].tone ?? "";
}
