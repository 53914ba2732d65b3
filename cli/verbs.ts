import type { Verb } from "./verb.ts";

/** All verbs, in the order of the help. Each loads its code when it runs, because the store and the SDK take seconds. */
export const verbs: Record<string, Verb> = {
  import: {
    summary: "Read a curl command, JSON, Terraform or a destination string as Logpush jobs, and check them.",
    usage: "FILE|-",
    arguments: [1, 1],
    examples: ["import main.tf", "import - < request.sh", "import job.json --json"],
    load: async () => (await import("./verbs/import.ts")).runImport,
  },
  explain: {
    summary: "Explain a destination string, or an error of Logpush and of Cloudflare's API.",
    usage: "TEXT|-",
    arguments: [1, 1],
    examples: [
      "explain 'https://logs.example.com/in?header_Authorization=Bearer+abc'",
      "explain 'error validating destination: error writing object: error uploading (1002)'",
      "explain - --json < answer.json",
    ],
    load: async () => (await import("./verbs/explain.ts")).runExplain,
  },
  drift: {
    summary: "Compare a file with the jobs that exist now.",
    usage: "FILE|-",
    arguments: [1, 1],
    examples: ["drift jobs.json", "drift jobs.json --json"],
    load: async () => (await import("./verbs/drift.ts")).runDrift,
  },
  export: {
    summary: "Print all jobs as JSON with masked secrets, for drift and Import.",
    usage: "",
    arguments: [0, 0],
    examples: ["export > jobs.json"],
    load: async () => (await import("./verbs/export.ts")).runExport,
  },
  audit: {
    summary: "Print the audit log, one line per change, and verify its integrity.",
    usage: "[FILE]",
    arguments: [0, 1],
    examples: ["audit", "audit --json", "audit /var/lib/headgate/audit.jsonl.migrated-2026-12-01T12-00-00.000Z"],
    load: async () => (await import("./verbs/audit.ts")).runAudit,
  },
  backup: {
    summary: "Copy the database into a new file while the server runs.",
    usage: "FILE",
    arguments: [1, 1],
    examples: ["backup /backup/headgate-2026-12-01.db", "backup headgate.db --json"],
    load: async () => (await import("./verbs/backup.ts")).runBackup,
  },
  restore: {
    summary: "Replace the database with a backup. Stop the server first.",
    usage: "FILE [--force]",
    arguments: [1, 1],
    options: { force: { type: "boolean", help: "PostgreSQL only: restore even if a server seems to be running." } },
    examples: ["restore /backup/headgate-2026-12-01.db"],
    load: async () => (await import("./verbs/restore.ts")).runRestore,
  },
  "move-store": {
    summary: "Copy the database from SQLite to PostgreSQL or back. Stop the server first.",
    usage: "--to ADDRESS [--from ADDRESS] [--force]",
    arguments: [0, 0],
    options: {
      to: {
        type: "string",
        help: "postgres://user:password@host/name, the path of an SQLite file, or - (standard input).",
      },
      from: { type: "string", help: "The same for the source. Default: the configured database." },
      force: { type: "boolean", help: "Copy even if a server seems to use the PostgreSQL database." },
    },
    examples: [
      "move-store --to - < /run/secrets/headgate-database",
      "move-store --to .data/headgate.db --from postgres://headgate@127.0.0.1/headgate",
    ],
    load: async () => (await import("./verbs/move-store.ts")).runMoveStore,
  },
  "export-files": {
    summary: "Write the files of Headgate 0.1, to downgrade to it. Stop the server first.",
    usage: "FOLDER",
    arguments: [1, 1],
    examples: ["export-files /tmp/headgate-0.1"],
    load: async () => (await import("./verbs/export-files.ts")).runExportFiles,
  },
  "hash-password": {
    summary: "Read a password and print its hash for HEADGATE_PASSWORD_HASH.",
    usage: "",
    arguments: [0, 0],
    examples: ["hash-password", "hash-password < password.txt"],
    load: async () => (await import("./verbs/hash-password.ts")).runHashPassword,
  },
  emulator: {
    summary: "Serve an emulator of Cloudflare's API on loopback, for tests and other tools.",
    usage: "--port N [--host 127.0.0.1] [--data DIR] [--zones N [--jobs M]] [--latency MS] [--quota Q]",
    arguments: [0, 0],
    options: {
      port: { type: "string", help: "The port to listen on; 0 selects a free one." },
      host: { type: "string", help: "127.0.0.1 (default), localhost or ::1." },
      data: {
        type: "string",
        help: "The folder for its state (default .data/emulator-standalone; with --zones .data/emulator-fleet).",
      },
      zones: { type: "string", help: "Generate this many zones with jobs, instead of the demo zones." },
      jobs: { type: "string", help: "Jobs in each generated zone (2). Needs --zones." },
      latency: { type: "string", help: "Minimum latency of each response in milliseconds (0)." },
      quota: { type: "string", help: "Job limit per zone or account (25, or as many as --jobs)." },
    },
    examples: [
      "emulator --port 8787",
      "emulator --port 0 --data /tmp/emulator",
      "emulator --port 8787 --zones 1000 --jobs 10 --latency 80",
    ],
    load: async () => (await import("./verbs/emulator.ts")).runEmulator,
  },
};
