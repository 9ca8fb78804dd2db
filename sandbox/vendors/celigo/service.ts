import { bearer, jsonBody, ok, type Answer, type VendorRequest } from "../shared/exchange.ts";
import { bucket } from "../shared/limits.ts";
import type { Stage, VendorService } from "../shared/start.ts";
import { createFlows } from "./flows.ts";

const capacity = 1_000;
const perSecond = 300;
const jobParameters = [
  "_flowId",
  "_integrationId",
  "_jobId",
  "status",
  "type",
  "createdAt_gte",
  "createdAt_lte",
  "limit",
];

/** Celigo integrator.io: flows, their jobs and errors, and a run on request. It holds no stock. */
export function celigo(stage: Stage): VendorService {
  const flows = createFlows(stage.now);
  const scale = stage.scale ?? 1;
  const leaky =
    stage.scale === null
      ? null
      : bucket(Math.max(1, capacity * scale), perSecond * scale * stage.pace, stage.now);
  let expired = false;

  const jobs = ({ query }: VendorRequest): Answer => {
    const strange = [...query.keys()].find((name) => !jobParameters.includes(name));
    if (strange !== undefined) return failed(400, "invalid_query_parameter", `${strange} is not supported`);
    if (!["_flowId", "_integrationId", "_jobId"].some((name) => query.has(name)))
      return failed(400, "missing_required_field", "One of _flowId, _integrationId and _jobId is required.");
    return ok(flows.jobs(query));
  };

  const route = (request: VendorRequest): Answer => {
    const { method, path } = request;
    const account = /^token-(good|missing_rights)$/.exec(bearer(request) ?? "")?.[1];
    if (account === undefined || expired) return failed(401, "unauthorized", "Invalid or missing token.");
    const wait = leaky?.take(1) ?? null;
    if (wait !== null) return busy(Math.ceil(wait / 1000));
    if (path === "/v1/tokenInfo")
      return ok({ _userId: "u1", scope: account === "good" ? "fullAccess" : "none" });
    if (account === "missing_rights")
      return failed(403, "forbidden", "The token has no access to this resource.");
    if (method === "GET" && path === "/v1/flows") return ok(flows.list());
    if (method === "GET" && path === "/v1/jobs") return jobs(request);
    if (method === "POST" && path === "/v1/jobs/current") return ok(flows.running());
    const job = /^\/v1\/jobs\/(\w+)(\/cancel)?$/.exec(path);
    if (job !== null)
      return found(job[2] ? (method === "PUT" ? flows.cancel(job[1] ?? "") : null) : flows.job(job[1] ?? ""));
    const [, id = "", rest = ""] = /^\/v1\/flows\/(\w+)(.*)$/.exec(path) ?? [];
    if (!flows.has(id)) return failed(404, "not_found", "There is no such resource.");
    if (method === "POST" && rest === "/run") {
      const made = flows.run(id, jsonBody(request) ?? {});
      return made === null
        ? failed(422, "flow_disabled", "The flow is disabled.")
        : { status: 201, body: { _jobId: made } };
    }
    if (method === "GET" && rest === "") return found(flows.flow(id));
    if (method === "GET" && rest === "/jobs/latest") return ok(flows.latest(id));
    if (method === "GET" && rest === "/errors") return ok({ flowErrors: flows.errorCounts(id) });
    const [, step = "", action = ""] = /^\/(\w+)\/(errors|resolved|retry)$/.exec(rest) ?? [];
    if (method === "GET" && action === "errors")
      return ok({ errors: flows.errors(id, step, request.query.get("occurredAt_gte")) });
    if (method === "GET" && action === "resolved") return ok({ resolved: [] });
    const body = jsonBody(request);
    if (method === "PUT" && action === "resolved")
      return listOr(body?.["errors"], (ids) => flows.resolve(id, step, ids));
    if (method === "POST" && action === "retry")
      return listOr(body?.["retryDataKeys"] ?? body?.["errorIds"], (keys) => flows.retry(id, step, keys));
    return failed(404, "not_found", "There is no such resource.");
  };

  return {
    // It has no stock; what a fault meets are its jobs and errors.
    kind: ({ path }) => (/\/(jobs|errors)\b/.test(path) ? "stock" : "other"),
    answer: route,
    slowDown: busy,
    failure: () => failed(503, "service_unavailable", "Please try again later."),
    config: (account) => ({ token: `token-${account}`, address: stage.origin }),
    expireTokens() {
      expired = true;
    },
    leastMilliseconds: () => 0,
    extras: { ...flows.controls },
  };
}

function found(value: unknown): Answer {
  return value === null ? failed(404, "not_found", "There is no such resource.") : ok(value);
}

function listOr(value: unknown, act: (list: readonly string[]) => void): Answer {
  if (!Array.isArray(value) || value.length === 0)
    return failed(422, "missing_required_field", "A list is missing.");
  act(value.map(String));
  return { status: 204, body: "" };
}

function failed(status: number, code: string, message: string): Answer {
  return { status, body: { errors: [{ code, message }] } };
}

function busy(seconds: number): Answer {
  return {
    ...failed(429, "too_many_requests", "Too many requests."),
    headers: { "retry-after": String(seconds) },
    throttled: true,
  };
}
