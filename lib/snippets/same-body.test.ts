import { describe, expect, test } from "vitest";
import { jsonFor } from "./json.ts";
import type { SnippetOptions } from "./snippet.ts";
import { readGo, runGo } from "./testing/capture-go.ts";
import { readPowerShell } from "./testing/capture-powershell.ts";
import { capturePython } from "./testing/capture-python.ts";
import { captureShell } from "./testing/capture-shell.ts";
import { captureTypeScript } from "./testing/capture-typescript.ts";
import { hasProgram, seed } from "./testing/random-texts.ts";
import {
  type Captured,
  createSamples,
  type KeptValues,
  keptValues,
  type Sample,
  sampleOptions,
  savedSamples,
} from "./testing/samples.ts";

const creates = createSamples(60);
const aboutSaved = savedSamples();

type Capture = (samples: Sample[], options: SnippetOptions, kept: KeptValues) => Captured[] | Promise<Captured[]>;

/** `every` runs only a part of the samples if each takes a while. */
const captures: { name: string; isThere: boolean; every?: number; capture: Capture }[] = [
  { name: "bash", isThere: true, capture: (...args) => captureShell("bash", ...args) },
  { name: "dash", isThere: true, capture: (...args) => captureShell("dash", ...args) },
  { name: "fish", isThere: hasProgram("fish"), capture: (...args) => captureShell("fish", ...args) },
  { name: "Node with Cloudflare's SDK", isThere: true, every: 6, capture: captureTypeScript },
  { name: "Python", isThere: true, capture: capturePython },
  { name: "a reader of Go", isThere: true, capture: readGo },
  { name: "Go", isThere: hasProgram("go", "version"), every: 60, capture: runGo },
  { name: "a reader of PowerShell", isThere: true, capture: readPowerShell },
  { name: "the JSON alone", isThere: true, capture: readJson },
];

describe.each(["variables", "inline"] as const)("secrets: %s", (secrets) => {
  const options = { ...sampleOptions, secrets };

  for (const { name, isThere, every = 1, capture } of captures) {
    test.skipIf(!isThere)(`${name} makes the requests of the core (seed ${seed})`, { timeout: 180_000 }, async () => {
      const samples = creates.filter((_, index) => index % every === 0);
      expect(await capture(samples, options, {})).toEqual(samples.map(({ expected }) => expected));
      // dash cannot prompt for a value without showing it.
      const saved = aboutSaved.filter(({ asksFor }) => name !== "dash" || !asksFor);
      expect(await capture(saved, options, keptValues)).toEqual(saved.map(({ expected }) => expected));
    });
  }
});

/** `$NAME` in it is a value that `envsubst` fills in. */
function readJson(samples: Sample[], options: SnippetOptions, kept: KeptValues): Captured[] {
  return samples.map(({ request, expected }) => {
    const json = jsonFor(request, options);
    const typed = jsonFor(request, { secrets: "inline" });
    // What was typed is in the other form of the same text.
    const text = options.secrets === "inline" || !/\$LOGPUSH_/.test(json ?? "") ? json : typed;
    const filled = text?.replace(/\$(LOGPUSH_\w+)/g, (_, name: string) => kept[name] ?? "");
    return { ...expected, ...(filled === undefined ? {} : { body: JSON.parse(filled) }) };
  });
}
