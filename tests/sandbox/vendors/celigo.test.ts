import { describe, expect, it } from "vitest";
import { simulator } from "../../../sandbox/vendors/celigo/index.ts";
import { extra, list, open, send, type Got, type Running } from "./support.ts";

const ask = (
  vendor: Running,
  path: string,
  method = "GET",
  body?: object,
  token = "token-good",
): Promise<Got> =>
  send(`${vendor.origin}/v1${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
    ...(body ? { body: JSON.stringify(body) } : {}),
  });

describe("Celigo", () => {
  it("takes a token, and tells one without access from one that it does not know", async () => {
    const vendor = await open(simulator);
    expect((await ask(vendor, "/tokenInfo")).status).toBe(200);
    expect((await ask(vendor, "/flows", "GET", undefined, "x")).status).toBe(401);
    expect((await ask(vendor, "/flows", "GET", undefined, "token-missing_rights")).status).toBe(403);
    vendor.expireTokens();
    expect((await ask(vendor, "/tokenInfo")).status).toBe(401);
  });

  it("runs a flow once for each request, and not a disabled one", async () => {
    const vendor = await open(simulator);
    expect((await ask(vendor, "/flows/flow1/run", "POST", {})).body).toEqual({ _jobId: "job1" });
    expect(list((await ask(vendor, "/flows/flow1/jobs/latest")).body)[0]).toMatchObject({
      _id: "job1",
      status: "running",
    });
    expect(extra(vendor, "runs")).toEqual([{ flow: "flow1", body: {} }]);
    extra(vendor, "disableFlow", "flow1");
    expect((await ask(vendor, "/flows/flow1/run", "POST", {})).status).toBe(422);
    expect((await ask(vendor, "/flows/other/run", "POST", {})).status).toBe(404);
  });

  it("may complete with errors", async () => {
    const vendor = await open(simulator);
    extra(vendor, "startJob");
    extra(vendor, "setJob", "job1", { status: "completed", numSuccess: 10, numError: 3 });
    const [job] = list((await ask(vendor, "/jobs?_flowId=flow1&status=completed")).body);
    expect(job).toMatchObject({ status: "completed", numError: 3, endedAt: "2026-11-26T12:00:00.000Z" });
    expect(list((await ask(vendor, "/jobs/current", "POST", {})).body)).toEqual([]);
  });

  it("wants to know whose jobs, and no parameter that it does not know", async () => {
    const vendor = await open(simulator);
    expect((await ask(vendor, "/jobs")).status).toBe(400);
    expect((await ask(vendor, "/jobs?_flowId=flow1&page=2")).status).toBe(400);
    expect((await ask(vendor, "/jobs/nothing")).status).toBe(404);
  });

  it("counts open errors by step until they are resolved or tried again", async () => {
    const vendor = await open(simulator);
    extra(vendor, "addError", "KC-001");
    extra(vendor, "addError", "007");
    const counts = async () =>
      list((await ask(vendor, "/flows/flow1/errors")).body.flowErrors).map(({ numError }) => numError);
    expect(await counts()).toEqual([0, 2]);
    const errors = list((await ask(vendor, "/flows/flow1/imp1/errors")).body.errors);
    expect(errors.map(({ traceKey }) => traceKey)).toEqual(["KC-001", "007"]);
    expect((await ask(vendor, "/flows/flow1/imp1/resolved", "PUT", { errors: ["e1"] })).status).toBe(204);
    expect(await counts()).toEqual([0, 1]);
    expect((await ask(vendor, "/flows/flow1/imp1/retry", "POST", {})).status).toBe(422);
    await ask(vendor, "/flows/flow1/imp1/retry", "POST", { retryDataKeys: ["retry2"] });
    expect(await counts()).toEqual([0, 0]);
  });

  it("leaks: a thousand at once, three hundred a second", async () => {
    const vendor = await open(simulator, { limits: { scale: 0.003 } });
    for (let call = 0; call < 3; call += 1) await ask(vendor, "/flows");
    expect((await ask(vendor, "/flows")).status).toBe(429);
    vendor.clock.now += 2_000;
    expect((await ask(vendor, "/flows")).status).toBe(200);
  });
});
