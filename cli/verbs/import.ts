import { AppException } from "#lib/cloudflare/errors.ts";
import { readText } from "#lib/logpush/import/read-text.ts";
import { type JobReport, reportJob } from "#lib/logpush/import/report-job.ts";
import { inSentences } from "#lib/logpush/result.ts";
import { parseTerraform } from "#lib/server/import/read-terraform.ts";
import { printable, type Run, toJson } from "../verb.ts";

export const runImport: Run = async ([path = "-"], values, { print, warn, readInput }) => {
  const found = await readText(await readInput(path), async ({ text }) => {
    try {
      return { ok: true, value: await parseTerraform(text) };
    } catch (error) {
      if (error instanceof AppException) return { ok: false, error: error.error };
      throw error;
    }
  });
  if (!found.ok) {
    const message = inSentences(found.error);
    if (values.json) print(toJson({ jobs: [], error: { code: found.error.code, message } }));
    else warn(printable(message));
    return 1;
  }
  const jobs = found.value.map(reportJob);
  if (values.json) print(toJson({ jobs, error: null }));
  else print(jobs.map((job, place) => describeJob(job, `Job ${place + 1} of ${jobs.length}`)).join("\n\n"));
  return jobs.every(({ valid, unread }) => valid && unread.length === 0) ? 0 : 2;
};

function describeJob(job: JobReport, title: string): string {
  const { label, scope, valid, errors, unread, taken, assumed, ignored, body } = job;
  const lists = [
    list("Errors", errors, ({ code, at, message }) => `${at || "job"}: ${message} (${code})`),
    list("Could not read", unread, ({ what, why }) => `${what}: ${why}`),
    list("Imported", taken, ({ what, value }) => `${what}: ${value}`),
    list("Not in the text, defaults used", assumed, ({ what, value }) => `${what}: ${value}`),
    list("Ignored", ignored, ({ what, why }) => `${what}: ${why}`),
  ];
  const verdict = valid ? "Ready to create." : "Needs changes before it can be created.";
  const head = `${title}: ${printable(label)} (${scope ?? "no zone or account"}). ${verdict}`;
  return [head, ...lists.flat(), ...(body ? ["Request body:", toJson(body)] : [])].join("\n");
}

function list<T>(title: string, items: T[], write: (item: T) => string): string[] {
  return items.length === 0 ? [] : [`${title}:`, ...items.map((item) => `  ${printable(write(item))}`)];
}
