import { useEffect, useMemo, useState } from "react";
import { useFormContext, useWatch } from "react-hook-form";
import { nameScopes, readNewJobScopes } from "#components/fleet/new-job-scopes.ts";
import { type ChosenScopes, ScopeChoice } from "#components/fleet/scope-choice.tsx";
import { Button } from "#components/ui/button.tsx";
import { Check } from "#components/ui/check.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { formatCount } from "#lib/logpush/format-count.ts";
import type { JobFormValues } from "#lib/logpush/job/form-schema.ts";
import type { ScopeKind } from "#lib/logpush/job/job.ts";
import { fillForm } from "#lib/logpush/plan/fill-form.ts";
import { fillName, toNamePattern } from "#lib/logpush/plan/fill-pattern.ts";
import { inSentences } from "#lib/logpush/result.ts";
import type { ScopeOption } from "#lib/logpush/views.ts";
import { useFormSetting } from "../form-context.tsx";
import { asTyped } from "../use-field.ts";

/** Further zones for the same job. Then the form makes a plan, and its texts can be patterns. */
export function SeveralZones() {
  const { known, datasets, several, setSeveral, scopesText, actions } = useFormSetting();
  const { listScopes, planCreate } = actions;
  const { getValues, setValue } = useFormContext<JobFormValues>();
  const [scope, dataset] = useWatch<JobFormValues, ["scope", "dataset"]>({ name: ["scope", "dataset"] });
  const [isOpen, setIsOpen] = useState(scopesText === undefined);
  const [more, setMore] = useState<ChosenScopes>(() => new Map());
  const [trouble, setTrouble] = useState("");
  const [triesFull, setTriesFull] = useState(false);
  const kinds = useMemo(() => {
    const levels = datasets.filter(({ id }) => id === dataset).map(({ scope: level }) => `${level}s`);
    const both: ScopeKind[] = ["zones", "accounts"];
    return both.filter((kind) => levels.length === 0 || levels.includes(kind));
  }, [datasets, dataset]);
  const own = known.scopes.find(({ path }) => path === scope);

  // The address names them; the server knows what they are called.
  useEffect(() => {
    const { paths, isLost } = readNewJobScopes(scopesText ?? "");
    if (isLost) setTrouble("The selected zones are in the tab where they were selected. Select them again.");
    if (paths.length === 0) return;
    nameScopes(paths, listScopes).then((found) => {
      if (!found.ok) return setTrouble(`The selected zones could not be read. ${inSentences(found.error)}`);
      setMore(new Map(found.value.map((one) => [one.path, one])));
      const missing = new Set(paths).size - found.value.length;
      setTrouble(missing === 0 ? "" : `${formatCount(missing)} of those selected can’t be read and are left out.`);
    });
  }, [scopesText, listScopes]);

  useEffect(() => {
    const others = Array.from(more.keys()).filter((path) => path !== scope);
    if (others.length === 0 || !own) return setSeveral(null);
    const paths = [own.path, ...others];
    setSeveral({
      paths,
      fill: (values) => fillForm(values, placeOf(own)),
      plan: (values) => planCreate({ values, scopes: paths, triesFull }),
    });
  }, [more, scope, own, triesFull, setSeveral, planCreate]);

  const isSeveral = several !== null;
  const zone = own?.path.startsWith("zones/") ? own.name : "";
  // A name that names the first zone would be wrong for the others.
  useEffect(() => {
    if (zone === "") return;
    const name = getValues("name");
    const wanted = isSeveral ? toNamePattern(name, zone) : fillName(name, { zone, account: null });
    if (wanted !== name) setValue("name", wanted, asTyped);
  }, [isSeveral, zone, getValues, setValue]);

  const chosen = useMemo(() => (own ? new Map([[own.path, own], ...more]) : more), [own, more]);
  const count = several?.paths.length ?? 1;
  return (
    <div className="mt-1 flex flex-wrap items-center gap-x-2 text-muted text-xs">
      {isSeveral ? (
        <span role="status">
          and {formatCount(count - 1)} more. <code>{"{zone}"}</code> and <code>{"{account}"}</code> stand for the names
          of each.
        </span>
      ) : null}
      <span role="status" className="text-warn empty:hidden">
        {trouble}
      </span>
      <button type="button" className="hover:text-fg hover:underline" onClick={() => setIsOpen(true)}>
        {isSeveral ? "Change zones" : "Several zones…"}
      </button>
      <Dialog title="Create the job in several zones" isOpen={isOpen} onClose={() => setIsOpen(false)}>
        <div className="grid gap-3 text-fg text-sm">
          <ScopeChoice kinds={kinds} chosen={chosen} onChoose={setMore} listScopes={listScopes} />
          <Check
            label="Try zones that already have 4 jobs (some plans allow more)"
            isOn={triesFull}
            onChange={setTriesFull}
          />
          <p className="text-muted text-xs">
            The form starts with {own?.name ?? "the first zone"}. Write {"{zone}"} or {"{account}"} in the name, the
            endpoint or a value where the jobs should differ.
          </p>
          <Button variant="primary" className="justify-self-end" onClick={() => setIsOpen(false)}>
            Done
          </Button>
        </div>
      </Dialog>
    </div>
  );
}

function placeOf({ path, name, accountName }: ScopeOption) {
  return { path, name, accountName: accountName ?? null };
}
