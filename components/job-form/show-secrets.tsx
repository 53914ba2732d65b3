"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";

type ShowSecrets = { isShown: boolean; setIsShown: (isShown: boolean) => void };

const ShowSecretsContext = createContext<ShowSecrets | null>(null);

/** One "Show secrets" for the whole page: the preview has the control, the form's password inputs follow it. */
export function ShowSecretsProvider({ children }: { children: ReactNode }) {
  const [isShown, setIsShown] = useState(false);
  const value = useMemo(() => ({ isShown, setIsShown }), [isShown]);
  return <ShowSecretsContext value={value}>{children}</ShowSecretsContext>;
}

/** Whether secrets that were typed are shown in clear, and the way to change it. */
export function useShowSecrets(): ShowSecrets {
  const shown = useContext(ShowSecretsContext);
  if (!shown) throw new Error("The form's parts stand inside ShowSecretsProvider.");
  return shown;
}
