export interface Job {
  readonly _id: string;
  readonly type: "flow";
  readonly _flowId: string;
  readonly _integrationId: string;
  status: "queued" | "running" | "retrying" | "completed" | "failed" | "canceled";
  readonly createdAt: string;
  startedAt: string | null;
  endedAt: string | null;
  lastModified: string;
  numSuccess: number;
  numError: number;
  numIgnore: number;
  numPagesGenerated: number;
  numPagesProcessed: number;
}

export interface FlowError {
  readonly errorId: string;
  readonly occurredAt: string;
  readonly source: string;
  readonly code: string;
  readonly message: string;
  readonly traceKey: string | null;
  readonly retryDataKey: string;
  readonly reqAndResKey: string;
}

interface Flow {
  readonly _id: string;
  readonly name: string;
  readonly _integrationId: string;
  readonly steps: readonly string[];
  disabled: boolean;
  lastExecutedAt: string | null;
  readonly errors: Map<string, FlowError[]>;
}

/** Flows with their jobs, newest first, and open errors by step. A job that completed may have errors all the same. */
export function createFlows(now: () => number) {
  const flows = new Map<string, Flow>();
  const made: Job[] = [];
  const runs: { readonly flow: string; readonly body: unknown }[] = [];
  const stamp = (at = now()): string => new Date(at).toISOString();
  let errorCount = 0;

  const add = (_id: string, name: string, steps: readonly string[] = ["exp1", "imp1"]): void =>
    void flows.set(_id, {
      _id,
      name,
      _integrationId: "int1",
      steps,
      disabled: false,
      lastExecutedAt: null,
      errors: new Map(steps.map((step) => [step, []])),
    });
  add("flow1", "Stock to Shopify");

  const start = (flow: string): Job => {
    const job: Job = {
      _id: `job${made.length + 1}`,
      type: "flow",
      _flowId: flow,
      _integrationId: "int1",
      status: "running",
      createdAt: stamp(),
      startedAt: stamp(),
      endedAt: null,
      lastModified: stamp(),
      numSuccess: 0,
      numError: 0,
      numIgnore: 0,
      numPagesGenerated: 0,
      numPagesProcessed: 0,
    };
    made.unshift(job);
    return job;
  };

  const summary = ({ _id, name, _integrationId, disabled, lastExecutedAt, steps }: Flow) => ({
    _id,
    name,
    _integrationId,
    disabled,
    lastExecutedAt,
    lastModified: stamp(0),
    pageGenerators: [{ _exportId: steps[0] }],
    pageProcessors: steps.slice(1).map((_importId) => ({ type: "import", _importId })),
  });

  const open = (flow: string, step: string): FlowError[] => flows.get(flow)?.errors.get(step) ?? [];
  const drop = (flow: string, step: string, fits: (error: FlowError) => boolean): void =>
    void flows.get(flow)?.errors.set(
      step,
      open(flow, step).filter((error) => !fits(error)),
    );

  return {
    has: (id: string) => flows.has(id),
    list: () => [...flows.values()].map(summary),
    flow: (id: string) => {
      const flow = flows.get(id);
      return flow === undefined ? null : summary(flow);
    },
    jobs(query: URLSearchParams): readonly Job[] {
      const fits = (name: string, value: string): boolean =>
        !query.has(name) || query.get(name)?.split(",").includes(value) === true;
      const since = query.get("createdAt_gte");
      return made.filter(
        (job) =>
          fits("_flowId", job._flowId) &&
          fits("_integrationId", job._integrationId) &&
          fits("_jobId", job._id) &&
          fits("status", job.status) &&
          fits("type", job.type) &&
          (since === null || Date.parse(job.createdAt) >= Date.parse(since)),
      );
    },
    running: (): readonly Job[] => made.filter(({ status }) => /^(queued|running|retrying)$/.test(status)),
    job: (id: string): Job | null => made.find(({ _id }) => _id === id) ?? null,
    latest: (flow: string): readonly Job[] => made.filter(({ _flowId }) => _flowId === flow).slice(0, 1),
    cancel(id: string): Job | null {
      const job = made.find(({ _id }) => _id === id);
      if (job === undefined) return null;
      return Object.assign(job, { status: "canceled", endedAt: stamp(), lastModified: stamp() });
    },
    run(flow: string, body: unknown): string | null {
      if (flows.get(flow)?.disabled !== false) return null;
      runs.push({ flow, body });
      return start(flow)._id;
    },
    errorCounts: (flow: string) =>
      [...(flows.get(flow)?.errors ?? [])].map(([_expOrImpId, errors]) => ({
        _expOrImpId,
        numError: errors.length,
        lastErrorAt: errors.at(-1)?.occurredAt ?? null,
      })),
    errors: (flow: string, step: string, since: string | null): readonly FlowError[] =>
      open(flow, step).filter(
        ({ occurredAt }) => since === null || Date.parse(occurredAt) >= Date.parse(since),
      ),
    resolve: (flow: string, step: string, ids: readonly string[]) =>
      drop(flow, step, ({ errorId }) => ids.includes(errorId)),
    retry: (flow: string, step: string, keys: readonly string[]) =>
      drop(flow, step, ({ errorId, retryDataKey }) => keys.includes(errorId) || keys.includes(retryDataKey)),
    controls: {
      addFlow: add,
      disableFlow: (id: string) => void Object.assign(flows.get(id) ?? {}, { disabled: true }),
      /** A job that runs from now on. Returns its id. */
      startJob: (flow = "flow1") => start(flow)._id,
      /** Sets what a job says of itself; a status that ends it ends it now. */
      setJob(id: string, change: Partial<Job>) {
        const job = made.find(({ _id }) => _id === id);
        if (job === undefined) throw new RangeError(`There is no job ${id}`);
        const ended = /^(completed|failed|canceled)$/.test(change.status ?? "");
        Object.assign(job, { lastModified: stamp(), ...(ended ? { endedAt: stamp() } : {}), ...change });
        const flow = flows.get(job._flowId);
        if (flow && ended) flow.lastExecutedAt = stamp();
      },
      addError(
        traceKey: string | null,
        message = "Inventory item was not found",
        flow = "flow1",
        step = "imp1",
      ) {
        errorCount += 1;
        open(flow, step).push({
          errorId: `e${errorCount}`,
          occurredAt: stamp(),
          source: "application",
          code: "invalid_item",
          message,
          traceKey,
          retryDataKey: `retry${errorCount}`,
          reqAndResKey: `req${errorCount}`,
        });
      },
      /** Runs that somebody asked for, with what they sent. */
      runs: () => [...runs],
    },
  };
}
