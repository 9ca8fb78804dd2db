import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from "prom-client";
import type { Instant } from "../inventory/index.ts";
import type { Backlog, OperationViews } from "./ports.ts";

const SECONDS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60, 300, 900];

export interface Metrics {
  readonly contentType: string;
  /** The whole of it in Prometheus' text format, the backlog asked for at this moment. Never rejects. */
  readonly text: () => Promise<string>;
  /** `route` is a pattern of ours, never an address that somebody typed. */
  readonly requestAnswered: (route: string, method: string, status: number, seconds: number) => void;
  readonly jobEnded: (kind: string, end: string, seconds: number) => void;
  readonly systemRead: (connector: string, purpose: string, outcome: string, seconds: number) => void;
  readonly adminReplied: (
    operation: string,
    reply: string,
    points: number | null,
    available: number | null,
  ) => void;
}

/**
 * What this process did, and what waits in the database. Labels have few values: connectors and operations, never shops, SKUs or
 * people, so that ten thousand shops cost no more series than one.
 */
export function createMetrics(views: OperationViews, now: () => Instant): Metrics {
  const registry = new Registry();
  const registers = [registry];
  collectDefaultMetrics({ register: registry, prefix: "handoff_" });

  const requests = new Histogram({
    name: "handoff_http_request_duration_seconds",
    help: "Time from a request to the end of its answer",
    labelNames: ["route", "method", "status"],
    buckets: SECONDS,
    registers,
  });
  const jobs = new Histogram({
    name: "handoff_job_duration_seconds",
    help: "Time that a job took, by how it ended",
    labelNames: ["kind", "end"],
    buckets: SECONDS,
    registers,
  });
  const reads = new Histogram({
    name: "handoff_system_read_duration_seconds",
    help: "Time of one read of a connected system (purpose: locations, sweep, probe, events, health, resync), by its outcome",
    labelNames: ["connector", "purpose", "outcome"],
    buckets: SECONDS,
    registers,
  });
  const adminReplies = new Counter({
    name: "handoff_admin_api_replies_total",
    help: "Replies of Shopify's Admin API: answered, throttled, failed",
    labelNames: ["operation", "reply"],
    registers,
  });
  const adminPoints = new Counter({
    name: "handoff_admin_api_points_total",
    help: "Points that Shopify charged",
    labelNames: ["operation"],
    registers,
  });
  const adminAvailable = new Gauge({
    name: "handoff_admin_api_points_available",
    help: "Points that were left in the bucket of the shop that was answered last",
    registers,
  });
  const waiting = backlogGauges(registers);

  return {
    contentType: registry.contentType,
    async text() {
      try {
        waiting.show(await views.backlog(now()));
      } catch {
        waiting.unknown();
      }
      return registry.metrics();
    },
    requestAnswered: (route, method, status, seconds) =>
      requests.observe({ route, method, status: String(status) }, seconds),
    jobEnded: (kind, end, seconds) => jobs.observe({ kind, end }, seconds),
    systemRead: (connector, purpose, outcome, seconds) =>
      reads.observe({ connector, purpose, outcome }, seconds),
    adminReplied(operation, reply, points, available) {
      adminReplies.inc({ operation, reply });
      if (points !== null) adminPoints.inc({ operation }, points);
      if (available !== null) adminAvailable.set(available);
    },
  };
}

/** What waits. A database that does not answer leaves no number behind: an old one would look like a fresh one. */
function backlogGauges(registers: Registry[]) {
  const gauge = (name: string, help: string, labelNames: string[] = []) =>
    new Gauge({ name: `handoff_${name}`, help, labelNames, registers });
  const up = gauge("database_up", "1 when the database answered this scrape");
  const jobs = gauge("jobs", "Jobs in the queue by state: ready, active, failed", ["kind", "state"]);
  const jobAge = gauge("job_oldest_ready_seconds", "How long the oldest job waits for a worker", ["kind"]);
  const deliveries = gauge(
    "webhook_deliveries_waiting",
    "Webhook deliveries that are stored and not worked on",
  );
  const deliveryAge = gauge("webhook_oldest_delivery_seconds", "How long the oldest of them waits");
  const hints = gauge("probe_hints_due", "Changed keys that are due to be looked at");
  const hintAge = gauge("probe_oldest_hint_seconds", "How long the oldest of them is due");
  const shops = gauge("shops", "Shops that have the app installed");
  const running = gauge("scans_running", "Scans under way");
  const overdue = gauge("scans_waiting", "Scans that were asked for and have not begun");
  const lag = gauge("scan_oldest_waiting_seconds", "How long the oldest of them waits");
  const circuits = gauge("connections_left_alone", "Connections that failed again and again", ["connector"]);
  const plain = [deliveries, deliveryAge, hints, hintAge, shops, running, overdue, lag];
  const labelled = [jobs, jobAge, circuits];
  return {
    show(backlog: Backlog): void {
      for (const one of labelled) one.reset();
      up.set(1);
      for (const { kind, ready, active, failed, oldestReadySeconds } of backlog.jobs) {
        jobs.set({ kind, state: "ready" }, ready);
        jobs.set({ kind, state: "active" }, active);
        jobs.set({ kind, state: "failed" }, failed);
        jobAge.set({ kind }, oldestReadySeconds);
      }
      deliveries.set(backlog.deliveries.count);
      deliveryAge.set(backlog.deliveries.oldestSeconds);
      hints.set(backlog.hints.count);
      hintAge.set(backlog.hints.oldestSeconds);
      shops.set(backlog.shops);
      running.set(backlog.scansRunning);
      overdue.set(backlog.scansOverdue.count);
      lag.set(backlog.scansOverdue.oldestSeconds);
      for (const { connector, open } of backlog.circuits) circuits.set({ connector }, open);
    },
    unknown(): void {
      for (const one of labelled) one.reset();
      for (const one of plain) one.remove();
      up.set(0);
    },
  };
}
