import { hclLimits } from "#lib/server/import/hcl-parser.ts";

// On a busy machine two seconds may pass before the parser's thread gets its turn. The tests of the deadline set their own.
hclLimits.deadlineMs = 20_000;
