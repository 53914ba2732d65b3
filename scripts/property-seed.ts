import { configureGlobal } from "fast-check";

// A gate must judge the change and not the random examples; everywhere else properties use new ones.
if (process.env.CI) configureGlobal({ seed: 20_251_125 });
