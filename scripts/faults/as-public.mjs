// Loaded into a server before its own code: one host that exists nowhere leads to a receiver on this machine, under an
// address that deliveries may reach. In LIVE mode they may not reach the machine itself.
import { createRequire, syncBuiltinESMExports } from "node:module";
import { Socket } from "node:net";

const dns = createRequire(import.meta.url)("node:dns/promises");
const host = process.env.FAULTS_PUBLIC_HOST;
const port = Number(process.env.FAULTS_PUBLIC_PORT);
/** Nothing is sent to it. */
const address = "11.0.0.1";

const { lookup } = dns;
dns.lookup = (name, options) =>
  name === host
    ? Promise.resolve(options?.all ? [{ address, family: 4 }] : { address, family: 4 })
    : lookup(name, options);
syncBuiltinESMExports();

const { connect } = Socket.prototype;
Socket.prototype.connect = function redirected(...given) {
  const options = Array.isArray(given[0]) ? given[0][0] : given[0];
  if (options?.host === address) {
    Object.assign(options, { host: "127.0.0.1", port });
    // The server checks that it is connected to the address that it allowed.
    Object.defineProperty(this, "remoteAddress", { value: address });
  }
  return connect.apply(this, given);
};
