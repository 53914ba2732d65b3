import { hclLimits } from "#lib/server/import/hcl-parser.ts";

// On a busy machine the parser's thread may wait two seconds for its turn. The tests of the deadline set their own.
hclLimits.deadlineMs = 20_000;
