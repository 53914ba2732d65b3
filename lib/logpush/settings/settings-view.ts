/** How this Headgate is set up. No secret is in it. */
export type SettingsView = {
  mode: "emulator" | "live";
  signIn: {
    kind: "open" | "link" | "password" | "access" | "token";
    person: string;
    role: string;
    /** Open sessions of everybody; null where nobody has one. */
    sessions: number | null;
    /** A session ends after this long, and after this long without a request. */
    endsAfterHours: number;
    idleMinutes: number;
  };
  metrics: { access: "off" | "open" | "token"; address: string };
  store: {
    kind: "sqlite" | "postgres";
    bytes: number;
    keepsSecrets: boolean;
    historyDays: number;
    /** The versions of all jobs, and about how many bytes they take. */
    history: { versions: number; bytes: number };
  };
  /** Whose audit log says who changed jobs outside Headgate: accounts that were asked, and those that refused. */
  accountLogs: { asked: number; refused: number };
  reader: {
    /** `person`: each person's own requests read. */
    state: "running" | "stopped" | "off" | "person";
    scopes: number;
    unread: number;
    failed: number;
    /** Calls to the API within the last five minutes, of all servers together; null where they are not counted. */
    calls: { used: number; most: number } | null;
  };
};
