import { sql } from "kysely";
import { alertOf } from "#lib/logpush/alerts/alert-message.ts";
import { defaultRoute } from "#lib/logpush/alerts/channel.ts";
import { findCatalogueDataset } from "#lib/logpush/datasets/catalogue.ts";
import { monthOf } from "#lib/logpush/usage/month.ts";
import { newMessage } from "#lib/server/alerts/alert-store.ts";
import { sealSecrets } from "#lib/server/alerts/channels.ts";
import { listKnownJobs } from "#lib/server/inventory/list-jobs.ts";
import { insertChannel } from "#lib/store/alert-channels.ts";
import { insertMessages, writeAlertsReadAt } from "#lib/store/alerts.ts";
import { recordSeenFields, writeFieldList } from "#lib/store/field-lists.ts";
import type { Store } from "#lib/store/open-store.ts";
import { changeObjective } from "#lib/store/uptime.ts";
import { saveBudget } from "#lib/store/usage.ts";
import { series } from "./past.ts";
import { realm, yearContext } from "./year-context.ts";
import { datasets, type YearOptions } from "./year-options.ts";

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** What does not belong to one job: volume of all, alerts, fields, runs. */
export async function fillOthers(store: Store, options: YearOptions): Promise<void> {
  const { db } = store;
  const { now, runs, runJobs } = options;
  await sql`insert into usage_hour (realm, hour, bytes, lines)
    select job.realm, h.hour, sum(h.bytes), sum(h.lines) from push_hour h join job on job.id = h.job group by job.realm, h.hour`.execute(
    db,
  );
  // Earlier hours of the months that the page shows, like the first one.
  await sql`${series(1, Math.floor(now / hourMs) - options.hourlyDays * 24 - monthOf(now, 2).fromHour)}
    insert into usage_hour (realm, hour, bytes, lines)
    select f.realm, f.hour - k, f.bytes, f.lines from series cross join usage_hour f
    where f.hour = (select min(hour) from usage_hour)`.execute(db);
  await saveBudget(db, { realm, cents: 5_000_000, changed_at: now, changed_by: "access:person@example.com" });
  await changeObjective(db, { realm, jobKey: "" }, { target: 99_900, days: 30, changed_at: now });
  for (const dataset of datasets) {
    const fields = findCatalogueDataset("zone", dataset)?.fields ?? [];
    const place = { realm, kind: "zones" as const, dataset };
    await recordSeenFields(db, { ...place, at: now - 30 * dayMs }, { listed: fields, bundled: fields });
    await recordSeenFields(db, { ...place, at: now }, { listed: [...fields, { name: "NewField" }], bundled: fields });
    const body = { source: "live", fields, defaults: [], asOf: "2026-01-01", removed: [] };
    await writeFieldList(db, { ...place, scope: "zones/1", read_at: now, body: JSON.stringify(body) });
  }
  await fillAlerts(store, options);
  await sql`${series(1, runs)} insert into run (id, realm, kind, role, title, state, actor, rules, created_at, begun_at, ended_at)
    select 'run-' || k, ${realm}, 'settings', 'admin', 'Change the filter', 'finished', 'access:person@example.com', '{"stopAfter":5}',
      ${now} - k * cast(${dayMs} as bigint), ${now} - k * cast(${dayMs} as bigint), ${now} - k * cast(${dayMs} as bigint)
    from series`.execute(db);
  await sql`insert into run_item (run, n, step, scope, job_id, name, plan, state, changes, before_n, after_n, ended_at)
    select run.id, j.n, 0, j.scope, j.job_id, j.label, 'change', case when j.n % 50 = 0 then 'failed' else 'done' end,
      '[{"attribute":"filter","from":"a filter of before","to":"another filter"}]', 1, 2, run.ended_at
    from run cross join (select row_number() over (order by id) as n, scope, job_id, label from job limit ${runJobs}) j`.execute(
    db,
  );
}

/** As many messages as are kept, to two channels. */
async function fillAlerts(store: Store, { now }: YearOptions): Promise<void> {
  const { db } = store;
  const context = yearContext(store, now);
  const channels = ["chat", "duty"].map((name) => ({ id: name, name }));
  for (const { id, name } of channels) {
    const settings = { ...defaultRoute, shownHost: "hooks.example.com", ...noMail };
    await insertChannel(db, {
      ...{ realm, id, name, kind: "slack", enabled: 1, settings: JSON.stringify(settings) },
      ...sealSecrets({ realm, id }, { url: "https://hooks.example.com/T000/B000" }, context.seal),
      ...{ created_at: now, changed_at: now },
    });
  }
  const { jobs } = await listKnownJobs(context);
  const messages = Array.from({ length: 500 }, (_, index) => jobs[index % jobs.length]).flatMap((job, index) => {
    const timestamp = new Date(now - index * hourMs).toISOString();
    const body = job && alertOf({ job, from: "healthy", to: "failing", timestamp });
    return body
      ? channels.map((channel) => newMessage({ realm, id: `msg_${index}`, kind: "failing" }, channel, body))
      : [];
  });
  const sent = { outcome: "sent" as const, result: "Delivered: 200.", next_try_at: null, tries: 1 };
  await insertMessages(
    db,
    messages.map((message) => ({ ...message, ...sent, tried_at: message.created_at })),
  );
  await writeAlertsReadAt(db, realm, new Date(now).toISOString());
}

const noMail = {
  ...{ region: "us", host: "", port: 0, encryption: "starttls", username: "", from: "" },
  to: [],
};
