import { sql } from "kysely";
import { monthOf } from "#lib/logpush/usage/month.ts";
import type { YearOptions } from "./year-options.ts";

export type Fragment = ReturnType<typeof sql>;

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;

/** Everything older of the jobs in a range. Figures depend on the job and the time, so that two runs make the same. */
export function pastOf(range: Fragment, options: YearOptions): Fragment[] {
  return [...historyOf(range, options), ...deliveriesOf(range, options), ...notesOf(range, options)];
}

function historyOf(range: Fragment, { versions, spans, lines, days, now }: YearOptions): Fragment[] {
  const versionMs = Math.floor((days * dayMs) / Math.max(1, versions));
  const spanMs = Math.floor((days * dayMs) / Math.max(1, spans));
  const lineMs = Math.floor((days * dayMs) / Math.max(1, lines));
  return [
    sql`update job_version set n = ${versions}, seen_at = seen_at - (job * 7919 % 30) * cast(${dayMs} as bigint) where job in (select id from job where ${range})`,
    sql`update job set n = ${versions}, first_seen = ${now - days * dayMs} where ${range}`,
    // Every sixth version was made outside, the others belong to entries of the audit log.
    sql`${series(1, versions - 1)} insert into job_version (job, n, seen_at, source, actor, intent, attrs, digests, conf_digest, sealed, kid)
      select v.job, ${versions} - k, v.seen_at - k * cast(${versionMs} as bigint),
        case when k = ${versions - 1} then 'first' when k % 6 = 3 then 'outside' else 'headgate' end,
        case when k = ${versions - 1} then null when k % 6 = 3 then 'cloudflare:other@example.com' else 'access:person@example.com' end,
        case when k = ${versions - 1} or k % 6 = 3 then null else 'change-' || v.job || '-' || k end,
        attrs, digests, conf_digest, sealed, kid
      from series cross join job_version v join job on job.id = v.job and v.n = job.n where ${range}`,
    sql`update health_span set since = ${now - spanMs} where job in (select id from job where ${range})`,
    sql`${series(2, spans)} insert into health_span (job, since, until, state, cause)
      select job.id, ${now} - k * cast(${spanMs} as bigint), ${now} - (k - 1) * cast(${spanMs} as bigint), case when k % 2 = 0 then 'failing' else 'healthy' end, null
      from series cross join job where ${range}`,
    // An intent and its outcome by turns, the newest of both last.
    sql`${series(1, lines)} insert into audit (chain, n, at, entry, mac)
      select job.scope, (job.job_id % 1000) * ${lines} + k, ${now} - (${lines} - k) * cast(${lineMs} as bigint) - job.job_id % 1000,
        case when k % 2 = 1 then ${intentStart} else ${outcomeStart} end || job.id || '-' || ((${lines} - k) / 2) || ${entryMiddle} || job.scope || ${entryEnd} || job.job_id || '}',
        '00000000:' || substr(job.digest, 10)
      from series cross join job where ${range}`,
  ];
}

function deliveriesOf(range: Fragment, { hourlyDays, days, now }: YearOptions): Fragment[] {
  const hour = Math.floor(now / hourMs);
  const day = Math.floor(now / dayMs);
  const thisMonth = monthOf(now);
  const months = Math.ceil((days * 12) / 365);
  return [
    sql`${series(0, hourlyDays * 24 - 1)} insert into push_hour (job, hour, ok, failed, retried, lines, bytes, statuses, lost_lines)
      select job.id, ${hour} - k, 100 + (job.id * 7 + k * 13) % 50, case when (job.id + k) % 50 = 0 then 3 else 0 end,
        case when (job.id + k) % 25 = 0 then 2 else 0 end, 100000 + (job.id * 31 + k * 17) % 90000, 1000000 + (job.id * 31 + k * 17) % 900000,
        case when (job.id + k) % 25 = 0 then '{"503":5}' end, case when (job.id + k) % 50 = 0 then 3000 else 0 end
      from series cross join job where ${range}`,
    sql`${series(hourlyDays + 1, days)} insert into push_day (job, day, ok, failed, bytes, retried, lines, lost_lines, ok_hours, failed_hours)
      select job.id, ${day} - k, 2400 + (job.id * 7 + k * 13) % 500, (job.id + k) % 30, 24000000 + (job.id * 31 + k * 17) % 9000000,
        (job.id + k) % 7, 2400000, 30 * ((job.id + k) % 30), 16777215, case when (job.id + k) % 30 = 0 then 0 else 1 << cast((job.id + k) % 24 as integer) end
      from series cross join job where ${range}`,
    sql`${series(0, months)} insert into usage_month (job, month, basis, transformed, bytes, lines, is_estimate, expected_bytes, expected_lines)
      select job.id, ${thisMonth.month} - k, case when job.dataset = 'workers_trace_events' then 'requests' else 'external' end, 0,
        case when k = 0 then 400000000 else 900000000 end + job.id * 31 % 9000000, case when k = 0 then 40000000 else 90000000 end,
        0, 900000000 + job.id * 31 % 9000000, 90000000
      from series cross join job where ${range}`,
  ];
}

/** What Headgate alone knows of jobs. */
function notesOf(range: Fragment, { now }: YearOptions): Fragment[] {
  const key = sql`job.scope || '/' || job.job_id`;
  return [
    sql`insert into job_note (job_key, saved_at, enabled_at, stale_after_min, changed_at)
      select ${key}, ${now - 40 * dayMs}, null, case when job.id % 20 = 0 then 120 end, ${now - 40 * dayMs} from job where ${range}`,
    sql`insert into alert_state (realm, job_key, state)
      select realm, ${key}, ${alertState} from job where ${range}`,
    sql`insert into alert_event (realm, id, at) select realm, 'msg_' || id, ${now} - (job.id * 7919 % 40) * cast(${dayMs} as bigint) from job where ${range}`,
    sql`insert into alert_mute (realm, job_key, until, actor, at)
      select realm, ${key}, null, 'access:person@example.com', ${now} from job where job.id % 50 = 0 and ${range}`,
    sql`insert into objective (realm, job_key, target, days, changed_at)
      select realm, ${key}, 99000, 30, ${now} from job where job.id % 100 = 0 and ${range}`,
    sql`${series(1, 3)} insert into test_delivery (realm, job_key, id, at, actor, body)
      select realm, ${key}, 'test-' || job.id || '-' || k, ${now} - k * cast(${dayMs} as bigint), 'access:person@example.com', ${testBody}
      from series cross join job where ${range}`,
  ];
}

/** The whole numbers from one to another, as both databases count. */
export function series(from: number, to: number): Fragment {
  return sql`with recursive series (k) as (select ${sql.lit(from)} where ${sql.lit(from)} <= ${sql.lit(to)} union all select k + 1 from series where k < ${sql.lit(to)})`;
}

const intentStart =
  '{"kind":"intent","ts":"2026-01-01T00:00:00.000Z","actor":"access:person@example.com","action":"update","before":{"destination_conf":"0123456789abcdef","output_options":"0123456789abcdef"},"after":{"destination_conf":"fedcba9876543210","output_options":"fedcba9876543210"},"requestId":"8d7f4f0e-2a45-43a5-9d2f-0e8f5a7f1b11","id":"change-';
const outcomeStart =
  '{"kind":"outcome","ts":"2026-01-01T00:00:00.000Z","outcome":"done","by":"answer","requestId":"8d7f4f0e-2a45-43a5-9d2f-0e8f5a7f1b11","cfRay":"8d7f4f0e2a4543a5-FRA","id":"change-';
const entryMiddle = '","scope":"';
const entryEnd = '","jobId":';
const testBody =
  '{"kind":"records","records":3,"status":200,"ms":120,"outcome":"pass","message":"The endpoint took the batch.","code":null}';
const alertState = JSON.stringify({ told: null, seen: "healthy", times: 2, toldAt: {} });
