import type { JobFormValues } from "../job/form-schema.ts";
import { fieldLabels } from "../job/labels.ts";
import { gapReason } from "./gap-reason.ts";
import { listGaps } from "./gaps.ts";
import { type ImportContext, type ImportReport, leaveUnread, type Step } from "./import-report.ts";

/**
 * Chooses the form's scope: the text's, if the credential has access to it. Otherwise the scope is left open, because a
 * job must not end up in a zone that nobody named. If the text leaves the id open (`$ZONE_ID`) or names no scope, the
 * form keeps its own, unless the dataset needs a scope of the other kind.
 */
export function chooseScope(
  values: JobFormValues,
  given: { what: string; path: string } | undefined,
  { scopes, datasets }: Omit<ImportContext, "current">,
): Step & Pick<ImportReport, "values"> {
  const { scope: current, dataset } = values;
  const nameOf = (path: string) => scopes.find((scope) => scope.path === path)?.name ?? (path || "nothing yet");
  if (given && scopes.some(({ path }) => path === given.path)) {
    const taken = [{ what: given.what, label: fieldLabels.scope, value: nameOf(given.path) }];
    return { values: { ...values, scope: given.path }, taken };
  }
  if (given && listGaps(given.path).length === 0) {
    const id = given.path.slice(given.path.indexOf("/") + 1);
    const fault = /^[0-9a-f]{32}$/.test(id)
      ? `The credential has no access to ${given.path}.`
      : `“${id.slice(0, 60)}” is not the id of a zone or account, which has 32 characters: digits and a to f.`;
    const reason = `${fault} Choose the zone or account.`;
    return { values: { ...values, scope: "" }, ...leaveUnread(given.what, reason) };
  }
  const kinds = datasets.filter(({ id }) => id === dataset).map(({ scope }) => `${scope}s`);
  const [wanted] = given?.path.split("/") ?? (kinds.length === 1 ? kinds : []);
  const isRightKind = wanted === undefined || current.startsWith(`${wanted}/`);
  const scope = isRightKind ? current : (scopes.find(({ path }) => path.startsWith(`${wanted}/`))?.path ?? current);
  const told: Step = given
    ? leaveUnread(
        given.what,
        `${gapReason(listGaps(given.path))} ${scope === "" ? "Choose the zone or account." : `The form keeps ${nameOf(scope)}.`}`,
      )
    : { assumed: scope === current ? [] : [{ label: fieldLabels.scope, value: nameOf(scope) }] };
  return { values: { ...values, scope }, ...told };
}
