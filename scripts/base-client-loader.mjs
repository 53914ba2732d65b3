// Turbopack bundles everything that a module imports, used or not. The SDK's client.mjs has the base class, which is all
// that `cloudflare/tree-shakable` takes from it, and after that a class with each of 1,300 resources, which every start would load.

const resourceImport = /^import .* from "\.\/resources\/.*";$/gm;
const fullClient = /^\/\*\*\n \* API Client .*\n \*\/\nexport var Cloudflare = /m;

/**
 * A loader for `cloudflare/client.mjs`: the module without its class `Cloudflare`.
 *
 * @param {string} source
 * @returns {string}
 */
export default function withoutResources(source) {
  const end = source.search(fullClient);
  if (end === -1) throw new Error("The SDK's client.mjs has another shape: update scripts/base-client-loader.mjs.");
  return source.slice(0, end).replace(resourceImport, "");
}
