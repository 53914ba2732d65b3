import { UserRound } from "lucide-react";
import { SignOut } from "./sign-out.tsx";

/** Who is signed in, what they may do, and the way out. */
export type Account = { name: string; role: string; signOut: "session" | "access" };

const link = "shrink-0 text-xs underline underline-offset-2 hover:no-underline";

export function AccountLine({ account: { name, role, signOut } }: { account: Account }) {
  const title = name === role ? name : `${name} (${role})`;
  return (
    <div className="flex min-h-8 items-center gap-2.5 px-3 text-muted sm:px-2 sm:max-lg:flex-col sm:max-lg:px-0">
      <UserRound aria-hidden className="size-4 shrink-0" />
      <span className="min-w-0 flex-1 truncate sm:max-lg:sr-only" title={title}>
        {title}
      </span>
      {signOut === "access" ? (
        <a href="/cdn-cgi/access/logout" className={link}>
          Sign out
        </a>
      ) : (
        <SignOut className={link} />
      )}
    </div>
  );
}
