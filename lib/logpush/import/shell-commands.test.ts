import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { parse } from "unbash";
import { describe, expect, test } from "vitest";
import { quoteShell } from "#lib/snippets/shell-quote.ts";
import { fillGaps, listGaps } from "./gaps.ts";
import { listCommands } from "./shell-commands.ts";

/** In bash, `curl` is a function that prints its arguments, so bash itself is the reference. */
const teller = `curl() {
  printf '%d\\0' $#
  [ $# -eq 0 ] || printf '%s\\0' "$@"
  local input; input=$(cat; echo .); printf '%s\\0' "\${input%.}"
}
`;

type Call = { args: string[]; input: string };

function callsOfBash(script: string): Call[] {
  const { stdout, stderr } = spawnSync("bash", ["-c", teller + script], { encoding: "utf8", input: "" });
  expect(stderr).toBe("");
  const told = stdout.split("\0").slice(0, -1);
  const calls: Call[] = [];
  while (told.length > 0) {
    const args = told.splice(0, 1 + Number(told[0])).slice(1);
    calls.push({ args, input: told.shift() ?? "" });
  }
  return calls;
}

function callsRead(script: string): Call[] {
  return listCommands(script, parse(script))
    .filter(({ name }) => name === "curl")
    .map(({ args, input = "" }) => ({ args, input }));
}

test.each([
  `curl -s 'a b' "c d" e\\ f`,
  `curl -X POST \\\n  -d '{"a": 1}' \\\n  https://h.example/x?y=z`,
  `curl 'it'\\''s' "say \\"hi\\" \\$HOME \\\\ \\n" $'tab\\there\\x41\\u00e9\\''`,
  `A=1; B="$A two"; curl $A "$B" "\${A}x" '$A'`,
  `export A=one; curl "$A"`,
  `A=1; A+=2; curl "$A"`,
  `A=; curl "\${A:-none}" "\${A-kept}" "\${B:-no $A}" "\${A:+set}" "\${B:=taken}"`,
  `curl -d @- <<'EOF'\n{"a": "$A", "b": "\\$"}\nEOF`,
  `A=x\ncurl -d @- <<EOF\n{"a": "$A", "b": "\\$A", "c": "\\\\", "d": "\${A}"}\nEOF`,
  `curl -d @- <<-EOF\n\t{"a": 1}\n\t\t"b"\n\tEOF`,
  `curl -d @- <<EOF -H x\nbody\nEOF\ncurl second`,
  `curl -d @- <<< 'here it is'`,
  `cat <<'EOF' | curl -d @-\n{"a": 1}\nEOF`,
  `A='{"a": 1}'; curl -d "$A"`,
  `curl -d "$(cat <<'EOF'\n{"a": "$A"}\nEOF\n)" x`,
  `B=$(cat <<EOF\n{"a": 1}\n\nEOF\n); curl -d "$B"`,
  `if true; then curl a; fi; for x in 1; do curl b; done; { curl c; }; (curl d)`,
  `true && curl a || curl b`,
  `curl a # a comment`,
  `curl a; # curl b\ncurl c`,
  `curl --data-raw '{"a":"'"b"'"}'`,
  `curl http://h.example/a,b{c}~d`,
])("bash would run the same: %s", (script) => {
  const taken = script.startsWith("true && curl a ||") ? callsRead(script).slice(0, 1) : callsRead(script);
  const withoutEnds = (calls: Call[]) => calls.map((call) => ({ ...call, input: call.input.replace(/\n$/, "") }));
  expect(withoutEnds(taken)).toEqual(withoutEnds(callsOfBash(script)));
});

test("any text is unquoted as in bash", () => {
  const texts = fc.array(fc.string({ unit: fc.constantFrom(..."ab \t\n'\"\\$`!*?[]{}~#&|;<>()%=@é😀") }), {
    maxLength: 4,
  });
  fc.assert(
    fc.property(texts, (words) => {
      const script = `curl ${words.map((word) => quoteShell(word)).join(" ")}`;
      expect(callsRead(script)).toEqual([{ args: words, input: "" }]);
      expect(callsOfBash(script)).toEqual([{ args: words, input: "" }]);
    }),
    { numRuns: 40 },
  );
});

describe("what only a running shell knows is a gap", () => {
  test.each([
    [`curl "$TOKEN"`, "$TOKEN"],
    [`curl "\${TOKEN}"`, "\u0024{TOKEN}"],
    [`curl "\${TOKEN:?missing}"`, "\u0024{TOKEN:?missing}"],
    [`A=b; curl "\${A/b/c}"`, "\u0024{A/b/c}"],
    [`curl "$(cat secret.txt)"`, "the file secret.txt"],
    [`curl "$(< secret.txt)"`, "the file secret.txt"],
    ["curl `id`", "the output of id in line 1"],
    [`A=1\ncurl "$(op read "op://vault/canary")"`, "the output of op in line 2"],
    [`curl "$(jq -r .token secrets.json)"`, "the output of jq in line 1"],
    [`curl "$(jq -n '{a: (1 | foo)}' | base64)"`, "the output of base64 in line 1"],
    [`curl "$((1 + 1))"`, "$((1 + 1))"],
    [`curl <(echo a)`, "the output of a command in line 1"],
    [`A=b; unset A; curl $A`, "$A"],
    [`A=b; read -rs A; curl $A`, "$A"],
    [`A=b curl "$A"`, "$A"],
    [`A=(b c); curl "$A"`, "A=(b c)"],
    [`curl "$1" x`, "$1"],
  ])("%s", (script, gap) => {
    expect(listCommands(script, parse(script)).flatMap(({ args }) => args.flatMap(listGaps))).toMatchObject([
      { source: gap },
    ]);
  });

  test.each([
    [`jq -n -f job.jq | curl -d @-`, "the output of jq in line 1"],
    [`curl -d @- < job.json`, "the file job.json"],
    [`{ cat job.json; } | curl -d @-`, "the output of a command in line 1"],
  ])("on its input: %s", (script, gap) => {
    const [curl] = listCommands(script, parse(script)).filter(({ name }) => name === "curl");
    expect(listGaps(curl?.input ?? "")).toMatchObject([{ source: gap }]);
  });
});

test("nothing inside a substitution is read as a command", () => {
  const script = "echo $(curl a) `curl b` <(curl c)";
  expect(listCommands(script, parse(script)).map(({ name }) => name)).toEqual(["echo"]);
});

describe("jq's results are read", () => {
  test.each([
    [`$(jq -n '{"a": 1}')`, '{"a":1}'],
    [
      `$(jq -nc --arg H h.example --argjson N '[1]' '{dest: ("https://" + $H + "/in"), $N, b: "x-\\($H)"}')`,
      '{"dest":"https://h.example/in","N":[1],"b":"x-h.example"}',
    ],
    [
      `$(jq -n --arg A "$NONE" '{a: $A, f: ({where: {key: "K"}} | tojson)}')`,
      '{"a":"$NONE","f":"{\\"where\\":{\\"key\\":\\"K\\"}}"}',
    ],
    [`$(jq -nr --arg A b '"a" + $A')`, "ab"],
    [`$(echo '{"a": 1}' | jq -c .)`, '{"a": 1}'],
  ])("%s", (word, text) => {
    const script = `curl -d "${word}"`;
    const [curl] = listCommands(script, parse(script));
    expect(fillGaps(curl?.args[1] ?? "")).toBe(text);
  });
});
