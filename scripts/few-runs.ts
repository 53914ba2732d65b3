// In place of fast-check while mutants are tried, which loads and runs the same properties thousands of times.
import fastCheck, {
  type IAsyncProperty,
  type IProperty,
  type Parameters,
  type StringConstraints,
} from "../node_modules/fast-check/lib/fast-check.js";

export * from "../node_modules/fast-check/lib/fast-check.js";

/** What a property has not found after so many examples, it seldom finds. */
const mostRuns = 100;
const anyCharacter = fastCheck.integer({ min: 0, max: 0x10ffff }).map((code) => String.fromCodePoint(code));

function assert<T>(property: IAsyncProperty<T> | IProperty<T>, parameters: Parameters<T> = {}) {
  const numRuns = Math.min(parameters.numRuns ?? mostRuns, mostRuns);
  return fastCheck.assert(property, { seed: 20_251_125, ...parameters, numRuns });
}

/** The table of all characters that `unit: "binary"` makes takes longer than all tests of a file. */
function string(constraints: StringConstraints = {}) {
  return fastCheck.string(constraints.unit === "binary" ? { ...constraints, unit: anyCharacter } : constraints);
}

export default { ...fastCheck, assert, string };
