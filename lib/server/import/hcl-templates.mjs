// Converts Terraform's expressions from the syntax tree of HashiCorp's parser into the small tree that lib/logpush
// evaluates (lib/logpush/import/terraform-expression.ts). Runs in the parser's thread.

/** Longer templates cost the parser too much; their contents then stay unknown. */
const maxTemplate = 16_000;
const maxBrackets = 40;
/** The tree repeats the source at each operator, so a chain of operators grows with the square of its length. */
const maxCost = 4_000_000;

/**
 * The texts of a configuration in Terraform's JSON syntax, values and keys, that hold an expression, each once.
 * @param {unknown} config
 * @returns {string[]}
 */
export function listTemplates(config) {
  const found = new Set();
  const rest = [config];
  while (rest.length > 0) {
    const value = rest.pop();
    if (typeof value === "string" && isTemplate(value)) found.add(value);
    if (typeof value !== "object" || value === null) continue;
    for (const [key, item] of Object.entries(value)) rest.push(item, key);
  }
  return [...found];
}

function isTemplate(text) {
  if (!/[$%]\{/.test(text.replaceAll("$${", "").replaceAll("%%{", "")) || text.length > maxTemplate) return false;
  const operators = text.match(/[-+*/%<>=&|?!]/g)?.length ?? 0;
  return operators * text.length <= maxCost && isFlat(text);
}

/** Each bracket is a call inside the parser, whose stack is limited. */
function isFlat(text) {
  let depth = 0;
  for (const sign of text) {
    if ("([{".includes(sign)) depth += 1;
    else if (")]}".includes(sign)) depth -= 1;
    if (depth > maxBrackets) return false;
  }
  return true;
}

/** One HCL list with every template as a heredoc, in which the parser reads texts as written, without escapes. */
export function listExpression(templates) {
  let marker = "HEADGATE";
  while (templates.some((text) => text.includes(marker))) marker += "_";
  return `[\n${templates.map((text) => `<<${marker}\n${text}\n${marker}\n`).join(",")}]`;
}

/** The expressions of `listExpression(templates)`, in its order. */
export function readExpressions(ast, source) {
  const bytes = Buffer.from(source);
  return ast.children.map((child) => withoutLineEnd(withSources(convert(child, bytes), child.children)));
}

/** Only the outermost expressions keep their source, to show it if they cannot be evaluated. */
function withSources(template, children) {
  if (template.kind !== "template") return template;
  return {
    kind: "template",
    parts: template.parts.map((part, place) =>
      isText(part) || children[place] === undefined ? part : { ...part, source: sourceOf(children[place]) },
    ),
  };
}

/** The source of a directive includes its delimiters, that of an expression does not. Parentheses have no source. */
function sourceOf({ meta, children }) {
  const source = meta?.value ?? children?.[0]?.meta?.value ?? "…";
  return source.startsWith("%{") ? source : `\u0024{${source}}`;
}

/** The line end of the heredoc. A template of one expression is then just that expression. */
function withoutLineEnd({ kind, parts }) {
  if (kind !== "template") return { kind: "unknown" };
  const last = parts.at(-1);
  const kept = last?.kind !== "literal" ? parts : [...parts.slice(0, -1), literal(last.value.slice(0, -1))];
  const filled = kept.filter((part) => part.kind !== "literal" || part.value !== "");
  return filled.length === 1 && filled[0].kind !== "literal" ? filled[0] : { kind: "template", parts: filled };
}

function literal(value) {
  return { kind: "literal", value };
}

const unknown = { kind: "unknown" };

function convert({ type, meta, children, range }, bytes) {
  const items = () => children.map((child) => convert(child, bytes));
  switch (type) {
    case "literalValue":
      return literal(readLiteral(meta));
    case "template":
      return convertTemplate(meta.value, children, bytes);
    case "templateWrap":
      return items()[0] ?? unknown;
    case "scopeTraversal":
      return { kind: "path", steps: readSteps(meta.traversal) };
    case "relativeTraversal":
      return { kind: "member", of: items()[0] ?? unknown, steps: readSteps(meta.traversal) };
    case "index":
      return { kind: "index", operands: items() };
    case "function":
      return { kind: "call", name: meta.name, operands: items(), isExpanded: meta.expandedFinalArgument === true };
    case "unaryOp":
    case "binaryOp":
      return { kind: "operation", operator: meta.operator, operands: items() };
    case "conditional":
      return { kind: "conditional", operands: items() };
    case "tuple":
      return { kind: "tuple", operands: items() };
    case "object":
      return { kind: "object", operands: children.map((child, place) => convertKey(child, place, bytes)) };
    case "for":
      return convertFor(meta, items());
    case "splat":
      return convertSplat(children, bytes);
    default:
      // The parser has no type for parentheses.
      return children?.length === 1 && range ? (items()[0] ?? unknown) : unknown;
  }
}

function readLiteral({ type, value }) {
  if (type === "number") return Number(value);
  if (type === "bool") return value === "true";
  return type === "string" ? value : null;
}

function readSteps(traversal) {
  return traversal.map(({ type, segment }) =>
    type === "indexTraversal" ? { index: JSON.parse(segment) } : { name: segment },
  );
}

/** A bare word is used as the key itself; the tree only says where it is. */
function convertKey(node, place, bytes) {
  const isBare = place % 2 === 0 && node.type === "" && !(node.children?.length > 0);
  if (!isBare) return convert(node, bytes);
  return literal(bytes.subarray(node.range.start.byte, node.range.end.byte).toString());
}

function convertFor({ keyVar, valVar, keyExpression, conditionalExpression, groupedValue, openRangeValue }, operands) {
  const rest = [...operands];
  const collection = rest.shift() ?? unknown;
  const key = keyExpression ? rest.shift() : undefined;
  const value = rest.shift() ?? unknown;
  const condition = conditionalExpression ? rest.shift() : undefined;
  if (rest.length > 0 || groupedValue || (openRangeValue === "{") !== (key !== undefined)) return unknown;
  return { kind: "for", keyName: keyVar ?? "", valueName: valVar, collection, key, value, condition };
}

/** `list[*].name`: the tree repeats the `*` as the object whose members are read. */
function convertSplat([source, each], bytes) {
  if (source === undefined) return unknown;
  const steps = each?.type === "relativeTraversal" ? readSteps(each.meta.traversal) : [];
  return { kind: "splat", of: convert(source, bytes), steps };
}

/** The tree has the literals of a template as they are written. */
function convertTemplate(source, children, bytes, isRaw = source.startsWith("<<")) {
  // Strip markers change the texts next to them.
  if (/[$%]\{~|~\}/.test(source)) return unknown;
  const parts = children.map((child) => {
    if (child.type === "literalValue" && child.meta.type === "string") return literal(child.meta.value);
    if (child.meta?.value?.startsWith("%{")) return convertDirective(child, bytes, isRaw);
    return convert(child, bytes);
  });
  const lines = source.startsWith("<<-") ? dedent(parts, (children[0]?.range.start.column ?? 1) - 1) : parts;
  return { kind: "template", parts: lines.map((part) => (isText(part) ? decode(part, isRaw) : part)) };
}

/** The bodies of a directive are templates without quotes, written like the one around it. */
function convertDirective({ type, meta, children: [head, ...bodies] }, bytes, isRaw) {
  if (type === "templateJoin") return convertDirective(head, bytes, isRaw);
  const texts = bodies.map((body) =>
    body.type === "template" ? convertTemplate(body.meta.value, body.children, bytes, isRaw) : convert(body, bytes),
  );
  const operands = [convert(head, bytes), ...texts];
  if (type === "conditional") return { kind: "conditional", operands };
  // The texts of a loop are written one after the other.
  if (type !== "for" || operands.length !== 2) return unknown;
  return { kind: "call", name: "join", isExpanded: false, operands: [literal(""), convertFor(meta, operands)] };
}

/** `<<-` removes the same indentation from each line that is not blank. The tree does so for the first line only. */
function dedent(parts, width) {
  const indentation = new RegExp(`\\n(?![^\\S\\n]*\\n)[^\\S\\n]{0,${width}}`, "g");
  return parts.map((part) => (isText(part) ? literal(part.value.replace(indentation, "\n")) : part));
}

function isText(part) {
  return part.kind === "literal" && typeof part.value === "string";
}

const escapes = { n: "\n", r: "\r", t: "\t", '"': '"', "\\": "\\" };

function decode({ value }, isRaw) {
  const text = isRaw
    ? value
    : value.replace(/\\(?:u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|([nrt"\\]))/g, (_, short, long, sign) =>
        sign === undefined ? String.fromCodePoint(Number.parseInt(short ?? long, 16)) : escapes[sign],
      );
  return literal(text.replaceAll("$${", "\u0024{").replaceAll("%%{", "%{"));
}
