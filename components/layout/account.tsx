import { SignOut } from "./sign-out.tsx";

/** Who is signed in, what they may do, and the way out. */
export type Account = { name: string; role: string; signOut: "session" | "access" };

const link = "underline underline-offset-2 hover:no-underline";

export function AccountLine({ account: { name, role, signOut } }: { account: Account }) {
  return (
    <span className="ml-auto flex items-center gap-2">
      <span className="max-w-[14rem] truncate" title={name}>
        {name === role ? name : `${name} (${role})`}
      </span>
      {signOut === "access" ? (
        <a href="/cdn-cgi/access/logout" className={link}>
          Sign out
        </a>
      ) : (
        <SignOut className={link} />
      )}
    </span>
  );
}
