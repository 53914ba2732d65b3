/**
 * The token that the documentation and the copied curl commands use against the emulator. It gives access to nothing
 * real.
 */
export const DEMO_TOKEN = "headgate-demo-token-0000000000000000";
