"use client";

import { useMemo, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import { toUpdateBody } from "#lib/logpush/job/to-request.ts";
import { type CurlOptions, curlForCreate, curlForUpdate } from "#lib/snippets/curl.ts";
import { type FormSetting, useFormSetting } from "../form-context.tsx";
import { colourShell } from "./colour-shell.ts";
import { Panel } from "./panel.tsx";
import { Piece } from "./piece.tsx";

/** The command that makes the very request that the button sends. */
export function CurlPanel({ values }: { values: JobFormValues }) {
  const setting = useFormSetting();
  const [auth, setAuth] = useState<CurlOptions["auth"]>("token");
  const [secrets, setSecrets] = useState<CurlOptions["secrets"]>("variables");
  const command = useMemo(() => commandOf(values, setting, { auth, secrets }), [values, setting, auth, secrets]);
  return (
    <Panel
      title="curl"
      isRegion={false}
      tools={
        <>
          <Button
            size="small"
            aria-pressed={secrets === "inline"}
            onClick={() => setSecrets(secrets === "inline" ? "variables" : "inline")}
          >
            Secrets inline
          </Button>
          <Button size="small" aria-pressed={auth === "key"} onClick={() => setAuth(auth === "key" ? "token" : "key")}>
            Key and email
          </Button>
          {command !== null ? <CopyButton label="Copy" text={command} /> : null}
        </>
      }
    >
      <section
        aria-label="curl command"
        tabIndex={0}
        translate="no"
        className="contain-content max-h-96 overflow-auto p-3 font-mono text-xs leading-5"
      >
        <pre>
          {command === null
            ? "# Nothing changed: there is nothing to send."
            : colourShell(command).map(({ text, tone, id }) => <Piece key={id} text={text} className={tone} />)}
        </pre>
      </section>
    </Panel>
  );
}

function commandOf(
  values: JobFormValues,
  setting: FormSetting,
  switches: Pick<CurlOptions, "auth" | "secrets">,
): string | null {
  const { saved, apiBase, demoToken, mode } = setting;
  const options: CurlOptions = { ...switches, apiBase, demoToken, isLive: mode === "live" };
  if (!saved) return curlForCreate({ ...options, values });
  const body = toUpdateBody(values, saved.masked);
  if (Object.keys(body).length === 0) return null;
  return curlForUpdate({ ...options, body, values, ref: saved.summary.ref });
}
