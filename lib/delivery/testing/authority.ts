import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

export type KeyPair = { key: string; cert: string };

/** A certificate authority for this test run, made by openssl. */
export type Authority = {
  folder: string;
  /** Its certificate as PEM, for whoever should trust it. */
  ca: string;
  /** Paths of a key and of a certificate with its issuer. */
  issue(options: { names: string; days?: [from: number, to: number] }): KeyPair;
  selfSigned(names: string): KeyPair;
  remove(): void;
};

const keyArgs = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];
const dayMs = 86_400_000;

export function createAuthority(): Authority {
  const folder = mkdtempSync(join(tmpdir(), "headgate-authority-"));
  const at = (name: string) => join(folder, name);
  const openssl = (...args: string[]) => execFileSync("openssl", args, { cwd: folder, stdio: "pipe" });
  const rootFiles = ["-keyout", at("root.key"), "-out", at("root.pem")];
  const rootUse = ["-addext", "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign"];
  openssl("req", "-x509", ...keyArgs, ...rootFiles, "-days", "2", "-subj", "/CN=Test Authority", ...rootUse);
  mkdirSync(at("issued"));
  writeFileSync(at("index.txt"), "");
  writeFileSync(at("ca.cnf"), config(folder));
  let count = 0;
  return {
    folder,
    ca: readFileSync(at("root.pem"), "utf8"),
    issue({ names, days: [from, to] = [-1, 90] }) {
      const name = `leaf-${++count}`;
      const leaf = { key: at(`${name}.key`), cert: at(`${name}.pem`) };
      openssl("req", ...keyArgs, "-keyout", leaf.key, "-out", at(`${name}.csr`), "-subj", "/CN=receiver");
      writeFileSync(at(`${name}.ext`), `subjectAltName=${names}\n`);
      const dates = ["-startdate", asn1Time(from), "-enddate", asn1Time(to)];
      const files = ["-in", at(`${name}.csr`), "-out", leaf.cert, "-extfile", at(`${name}.ext`)];
      openssl("ca", "-batch", "-notext", "-config", at("ca.cnf"), ...dates, ...files);
      writeFileSync(leaf.cert, `${readFileSync(leaf.cert, "utf8")}${readFileSync(at("root.pem"), "utf8")}`);
      return leaf;
    },
    selfSigned(names) {
      const name = `self-${++count}`;
      const leaf = { key: at(`${name}.key`), cert: at(`${name}.pem`) };
      const files = ["-keyout", leaf.key, "-out", leaf.cert];
      openssl(
        "req",
        "-x509",
        ...keyArgs,
        ...files,
        "-days",
        "90",
        "-subj",
        "/CN=self",
        "-addext",
        `subjectAltName=${names}`,
      );
      return leaf;
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

function config(folder: string): string {
  const rows = {
    dir: folder,
    new_certs_dir: join(folder, "issued"),
    database: join(folder, "index.txt"),
    private_key: join(folder, "root.key"),
    certificate: join(folder, "root.pem"),
    rand_serial: "yes",
    unique_subject: "no",
    default_md: "sha256",
    policy: "any",
  };
  const section = Object.entries(rows).map(([key, value]) => `${key} = ${value}`);
  return `[ca]\ndefault_ca = own\n[own]\n${section.join("\n")}\n[any]\ncommonName = supplied\n`;
}

/** YYYYMMDDHHMMSSZ, days from now. */
function asn1Time(days: number): string {
  return `${new Date(Date.now() + days * dayMs).toISOString().replace(/[-:T]/g, "").slice(0, 14)}Z`;
}
