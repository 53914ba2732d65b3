import { configureGlobal } from "fast-check";

// A gate must judge the change before it and not the luck of the draw; everywhere else properties look for new examples.
if (process.env.CI) configureGlobal({ seed: 20_251_125 });
