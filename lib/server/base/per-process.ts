import "server-only";

/**
 * A value that exists once per process. A module variable is not enough: Next bundles pages, actions and routes
 * separately, and each bundle has its own copy of a module. They share the global object.
 */
export function perProcess<T>(name: string, make: () => T): T {
  const key = Symbol.for(`headgate.${name}`);
  const registry: { [key: symbol]: T } & object = globalThis;
  registry[key] ??= make();
  return registry[key];
}
