import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pythonFor } from "../python.ts";
import type { SnippetOptions } from "../snippet.ts";
import type { Captured, KeptValues, Sample } from "./samples.ts";
import { withFiles } from "./temporary-folder.ts";

/**
 * Replaces Cloudflare's SDK: the same methods with its arguments, as in cloudflare-python's resources/logpush/jobs.py,
 * which refuse others, and `extra_body` merged over the body.
 */
const sdk = `
import json

calls = []
job_arguments = "destination_conf enabled frequency kind logpull_options max_upload_bytes max_upload_interval_seconds max_upload_records name output_options ownership_challenge".split()

class Answer:
    id = 1

def call(method, path, arguments, known, zone_id=None, account_id=None, extra_body=None):
    assert (zone_id is None) != (account_id is None)
    unknown = [name for name in arguments if name not in known]
    assert not unknown, f"unexpected keyword argument {unknown}"
    scope = f"/zones/{zone_id}" if zone_id else f"/accounts/{account_id}"
    entry = {"method": method, "path": f"{scope}/logpush/{path}"}
    if known: entry["body"] = {**arguments, **(extra_body or {})}
    calls.append(entry)
    return Answer()

def split(arguments):
    scope = {name: arguments.pop(name) for name in ("zone_id", "account_id", "extra_body") if name in arguments}
    return arguments, scope

class Jobs:
    def create(self, *, destination_conf, **rest):
        arguments, scope = split({**rest, "destination_conf": destination_conf})
        return call("POST", "jobs", arguments, [*job_arguments, "dataset"], **scope)
    def update(self, job_id, **rest):
        arguments, scope = split(rest)
        return call("PUT", f"jobs/{job_id}", arguments, job_arguments, **scope)
    def delete(self, job_id, **rest):
        arguments, scope = split(rest)
        return call("DELETE", f"jobs/{job_id}", arguments, [], **scope)

class Validate:
    def destination(self, *, destination_conf, **rest):
        arguments, scope = split({**rest, "destination_conf": destination_conf})
        return call("POST", "validate/destination", arguments, ["destination_conf"], **scope)

class Logpush:
    jobs = Jobs()
    validate = Validate()

class Cloudflare:
    logpush = Logpush()
    def __init__(self, *, api_token=None, api_key=None, api_email=None, base_url=None, max_retries=2):
        assert max_retries == 0 and (api_token or (api_key and api_email))
`;

const recorder = `
import json, runpy, sys
sys.path.insert(0, ".")
import cloudflare
for index in range(int(sys.argv[1])):
    runpy.run_path(f"{index}.py")
json.dump(cloudflare.calls, open("calls.json", "w"))
`;

/** Runs the programs in Python. */
export async function capturePython(samples: Sample[], options: SnippetOptions, kept: KeptValues): Promise<Captured[]> {
  const programs = samples.map(({ request }, index) => [`${index}.py`, pythonFor(request, options)]);
  const files = { ...Object.fromEntries(programs), "cloudflare.py": sdk, "record.py": recorder };
  return withFiles(files, (folder) => {
    const env = { ...process.env, ...kept };
    const args = ["record.py", String(samples.length)];
    const { status, stderr } = spawnSync("python3", args, { cwd: folder, env, maxBuffer: 100_000_000 });
    if (status !== 0) throw new Error(stderr.toString());
    const calls: Captured[] = JSON.parse(readFileSync(join(folder, "calls.json"), "utf8"));
    return calls;
  });
}
