import { randomBytes, randomUUID } from "node:crypto";
import { ComparisonThread, createComparison } from "./comparison/index.ts";
import { connectors, findConnector } from "./connectors/registry.ts";
import type { Instant } from "./inventory/index.ts";
import { jobKinds, resyncJob, scanJob } from "./jobs/kinds.ts";
import { JobQueue } from "./jobs/queue.ts";
import type { NotifyDependencies } from "./notify/attend.ts";
import { sendToFlow } from "./notify/flow/send.ts";
import { adminLinks } from "./notify/links.ts";
import { smtpPost } from "./notify/send/smtp.ts";
import { leaving, unsubscribing } from "./notify/unsubscribe.ts";
import { measured } from "./operation/measured-sources.ts";
import { createMetrics } from "./operation/metrics.ts";
import { readinessOf, shippedMigrations } from "./operation/readiness.ts";
import { createDatabase } from "./persistence/client.ts";
import { startEmbedded } from "./persistence/embedded.ts";
import { resealAll } from "./persistence/reseal.ts";
import { SealedSessionStorage } from "./persistence/sessions.ts";
import { arrivalStore } from "./persistence/stores/arrivals.ts";
import { budgetLedger } from "./persistence/stores/budget-ledger.ts";
import { circuitStore } from "./persistence/stores/circuits.ts";
import { connectionStore } from "./persistence/stores/connections.ts";
import { tokenStates, tokenStore } from "./persistence/stores/connector-tokens.ts";
import { discrepancyStore } from "./persistence/stores/discrepancies.ts";
import { eventLog } from "./persistence/stores/events.ts";
import { handedReportStore } from "./persistence/stores/handed-reports.ts";
import { healthLog } from "./persistence/stores/health.ts";
import { hintStore } from "./persistence/stores/hints.ts";
import { historyStore } from "./persistence/stores/history.ts";
import { inboxStore } from "./persistence/stores/inbox.ts";
import { incidentStore } from "./persistence/stores/incidents.ts";
import { insightStore } from "./persistence/stores/insights.ts";
import { forgetOld } from "./persistence/stores/keeping.ts";
import { reportStore } from "./persistence/stores/reports.ts";
import { keptReadingStore } from "./persistence/stores/kept-readings.ts";
import { leftovers } from "./persistence/stores/leftovers.ts";
import { refreshLeases } from "./persistence/stores/leases.ts";
import { manyMoves } from "./persistence/stores/many-moves.ts";
import { mappingStore } from "./persistence/stores/mappings.ts";
import { channelStore } from "./persistence/stores/notify/channels.ts";
import { flowUses } from "./persistence/stores/notify/flow-uses.ts";
import { outbox } from "./persistence/stores/notify/outbox.ts";
import { flowRuns } from "./persistence/stores/notify/flow-runs.ts";
import { peopleStore } from "./persistence/stores/people.ts";
import { productStore } from "./persistence/stores/products.ts";
import { auditLog } from "./persistence/stores/resync/audit.ts";
import { resyncSettingsStore } from "./persistence/stores/resync/settings.ts";
import { resyncStore } from "./persistence/stores/resync/store.ts";
import { savedViewStore } from "./persistence/stores/saved-views.ts";
import { scanStore } from "./persistence/stores/scans.ts";
import { settingsStore } from "./persistence/stores/settings.ts";
import { shopStore } from "./persistence/stores/shops.ts";
import { uploadStore } from "./persistence/stores/uploads.ts";
import { announcements } from "./persistence/views/announcements.ts";
import { operationViews } from "./persistence/views/operation.ts";
import { discrepancyViews } from "./persistence/views/discrepancies.ts";
import { notifyFacts } from "./persistence/views/notify-facts.ts";
import { productViews } from "./persistence/views/products.ts";
import { homeList } from "./persistence/views/home-list.ts";
import { productChoices } from "./persistence/views/product-choices.ts";
import { settingsViews } from "./persistence/views/settings.ts";
import { stackViews } from "./persistence/views/stack.ts";
import { fixHistory } from "./persistence/views/fixes.ts";
import { resyncCandidates } from "./persistence/views/resync-candidates.ts";
import { systemClock } from "./platform/clock.ts";
import type { Environment } from "./platform/env.ts";
import { createHttp } from "./platform/http/index.ts";
import { createLogger } from "./platform/logger.ts";
import { onTerminal } from "./platform/process.ts";
import { Secrets } from "./platform/secrets.ts";
import { Signatures } from "./platform/signatures.ts";
import { DiagnosisThread } from "./scan/diagnosis/thread.ts";
import type { ResyncDependencies } from "./resync/index.ts";
import { hearReports } from "./scan/hear-reports.ts";
import { hintsFrom } from "./scan/hinting.ts";
import type { HintDependencies } from "./scan/hints.ts";
import { resyncPorts } from "./scan/resync-ports.ts";
import type { Source } from "./scan/ports.ts";
import type { ScanDependencies } from "./scan/run.ts";
import { sourcesOf, witnessesOf } from "./scan/sources.ts";
import { connectionContexts } from "./shops/connection-contexts.ts";
import { connectionFiles } from "./shops/connection-files.ts";
import { inboxTopics } from "./shops/inbox/handle.ts";
import type { InboxPorts } from "./shops/inbox/ports.ts";
import { minuteGate, type ReportReceiver } from "./shops/reports/receive.ts";
import { systemClock as storefrontClock } from "./storefront/clock.ts";
import { createShopAccess, offlineSessionsIn } from "./storefront/shop-access.ts";
import { createStorefront } from "./storefront/storefront.ts";
import { createTokenEndpoint } from "./storefront/token-endpoint.ts";
import { ShopTokens } from "./storefront/tokens.ts";
import type { WebhookReceiver } from "./storefront/webhooks/receive.ts";
import { flowTriggers } from "./storefront/writes/flow-trigger.ts";
import { storefrontWriter } from "./storefront/writes/set-quantities.ts";
import type { UseCases } from "./use-cases/contract.ts";
import { connectionUseCases, holdsStockOf } from "./use-cases/connections.ts";
import { discrepancyUseCases } from "./use-cases/discrepancies.ts";
import { eventUseCases } from "./use-cases/events.ts";
import { flowActions } from "./use-cases/flow-actions.ts";
import { flowResyncUseCases } from "./use-cases/flow-resyncs.ts";
import { greeter } from "./use-cases/greeter.ts";
import { handoffMapUseCases } from "./use-cases/handoff-map.ts";
import { homeUseCases } from "./use-cases/home.ts";
import { incidentUseCases } from "./use-cases/incidents.ts";
import { locationUseCases } from "./use-cases/locations.ts";
import { manyUseCases } from "./use-cases/many.ts";
import { productStockUseCases } from "./use-cases/product-stock.ts";
import { notificationUseCases } from "./use-cases/notifications.ts";
import { lookupUseCases } from "./use-cases/lookup.ts";
import { reportUseCases } from "./use-cases/reports.ts";
import { resyncReports } from "./use-cases/resync-reports.ts";
import { resyncUseCases } from "./use-cases/resyncs.ts";
import { scanRequests } from "./use-cases/scan-requests.ts";
import { scanUseCases } from "./use-cases/scans.ts";
import { settingsUseCases } from "./use-cases/settings/settings.ts";
import { tidy } from "./shops/tidy.ts";
import { shopGate } from "./use-cases/shop-gate.ts";

export type App = Awaited<ReturnType<typeof createApp>>;

/** The whole app behind its edges: web, worker and command line each make one. */
export async function createApp(environment: Environment, now: () => Instant = systemClock) {
  const log = createLogger({
    level: environment.logLevel,
    pretty: environment.mode === "development" && onTerminal,
  });
  const { database: named } = environment;
  const url = named.kind === "url" ? named.url : (await startEmbedded(named.folder)).url;
  const database = createDatabase(url);
  const { prisma } = database;
  const secrets = new Secrets(environment.encryptionKeys);
  const http = createHttp({
    allowedPrivateHosts: environment.allowedPrivateHosts,
    production: environment.mode === "production",
    userAgent: "InventoryHandoff/0.1",
    logger: log,
  });

  const shops = shopStore(prisma);
  const connections = connectionStore(prisma, secrets);
  const mappings = mappingStore(prisma);
  const uploads = uploadStore(prisma);
  const scans = scanStore(prisma);
  const products = productStore(prisma);
  const discrepancies = discrepancyStore(prisma);
  const history = historyStore(prisma);
  const incidents = incidentStore(prisma);
  const kept = keptReadingStore(prisma);
  const store = reportStore(prisma);
  const events = eventLog(prisma);
  const health = healthLog(prisma);
  const arrivals = arrivalStore(prisma);
  const insights = insightStore(prisma);
  const views = discrepancyViews(prisma);
  const listing = {
    list: homeList(prisma, now),
    products: productChoices(prisma),
    savedViews: savedViewStore(prisma),
  };
  const inbox = inboxStore(database);
  const operation = operationViews(prisma);
  const metrics = createMetrics(operation, now);
  const sessionStorage = new SealedSessionStorage(prisma, secrets, (problem) => log.warn(problem));

  const { apiKey, apiSecret, appUrl } = environment.shopify;
  const fetch = http.trustedFetch;
  const endpoint = createTokenEndpoint({ fetch, apiKey, apiSecret, now: systemClock });
  const tokens = new ShopTokens({
    sessions: offlineSessionsIn(sessionStorage),
    leases: refreshLeases(prisma),
    endpoint,
    clock: storefrontClock,
  });
  const { storefront, api } = createStorefront({
    fetch,
    tokens,
    clock: storefrontClock,
    random: Math.random,
    onReply: (name, kind, cost) =>
      metrics.adminReplied(name, kind, cost?.actual ?? null, cost?.status?.currentlyAvailable ?? null),
  });
  const access = createShopAccess(sessionStorage, api);

  const filesOf = connectionFiles(uploads, environment.importFolder);
  const circuits = circuitStore(prisma);
  const contextsOf = connectionContexts({
    http: http.connectors,
    dial: http.dial,
    filesOf,
    tokenStoreOf: (shop, connectionId) => tokenStore(prisma, secrets, shop, connectionId),
    ledgerOf: (shop, connectionId) => budgetLedger(prisma, shop, connectionId),
    now,
  });
  const reading = { connections, connector: findConnector, contextsOf, circuits, now };
  const measure = (source: Source) => measured(source, metrics.systemRead);
  const sources = async (shop: string) => (await sourcesOf(shop, reading)).map(measure);
  const witnesses = async (shop: string) => (await witnessesOf(shop, reading)).map(measure);

  const holdsStock = holdsStockOf(connectors);

  let queue: Promise<JobQueue> | null = null;
  const jobs = () =>
    (queue ??= JobQueue.start(jobKinds, {
      url,
      onError: (error) => log.error({ problem: error.message }, "The job queue failed"),
    }));
  const enqueue = async (shop: string, scanId: string) => {
    await (await jobs()).send(scanJob, { shop, scanId }, { singletonKey: scanId });
  };

  const enqueueResync = async (shop: string, requestId: string) => {
    await (await jobs()).send(resyncJob, { shop, requestId }, { singletonKey: requestId });
  };

  const stack = stackViews(prisma);
  const chosen = settingsStore(prisma);
  const handed = handedReportStore(prisma);
  const gate = shopGate(shops, storefront, now);
  const people = peopleStore(prisma, secrets);
  const candidates = resyncCandidates(prisma);
  const audit = auditLog(prisma);
  const settings = resyncSettingsStore(prisma);
  const readers = { shops, connections, mappings, settings, storefront, sources, witnesses };
  const ports = resyncPorts({ ...readers, compare: createComparison, now });
  const resyncs: ResyncDependencies = {
    ...ports,
    store: resyncStore(prisma),
    writer: storefrontWriter(api),
    newId: randomUUID,
    now,
  };
  const { mail } = environment;
  const facts = notifyFacts(prisma);
  const notifying: NotifyDependencies = {
    ...{ shops, connections, mappings, people, facts, now },
    channels: channelStore(prisma, secrets),
    outbox: outbox(prisma),
    flowUses: flowUses(prisma),
    delivering: {
      http: http.connectors,
      mailing: mail && { from: mail.from, post: smtpPost(mail.server) },
      unsubscribe: unsubscribing(apiSecret, appUrl),
    },
    sendToFlow: sendToFlow(flowTriggers(api), facts),
    links: adminLinks(environment.adminUrl, apiKey),
  };
  const requests = scanRequests({ scans, shops, mappings, enqueue, newId: randomUUID, now });
  const hints = hintStore(prisma);
  const runs = flowRuns(prisma);
  const useCases: UseCases = {
    ...flowActions({
      ...{ gate, runs, mappings, scans, requests, hints, discrepancies, now },
      flowUses: notifying.flowUses,
      itemsOf: (shop, wish) => products.itemsFor(shop, wish),
    }),
    ...homeUseCases({
      ...listing,
      ...{ gate, views, scans, connections, holdsStock, mappings, requests, people, now },
    }),
    ...connectionUseCases({
      gate,
      connectors,
      connections,
      mappings,
      uploads,
      scans,
      views,
      events,
      contextsOf,
      circuits,
      kept,
      tokens: tokenStates(prisma),
      reports: store,
      hookAddress: (id) => new URL(`/hooks/${id}`, appUrl).href,
      newId: randomUUID,
      now,
    }),
    ...locationUseCases({
      ...{ gate, connections, mappings, settings: chosen, events, insights, scans, views },
      ...{ kept, holdsStock, storefront, sources, now },
    }),
    ...productStockUseCases({
      gate,
      views: productViews(prisma),
      scans,
      connections,
      holdsStock,
      mappings,
      now,
    }),
    ...scanUseCases({ gate, scans, mappings, connections, now }),
    ...discrepancyUseCases({
      gate,
      views,
      discrepancies,
      history,
      events,
      insights,
      connections,
      mappings,
      people,
      now,
    }),
    ...incidentUseCases({ gate, views, events, connections, now }),
    ...reportUseCases({
      gate,
      views,
      health,
      connections,
      settings: chosen,
      handed,
      signatures: new Signatures(environment.encryptionKeys, "handed report"),
      origin: appUrl.origin,
      newId: randomUUID,
      now,
    }),
    ...handoffMapUseCases({
      gate,
      views,
      stack,
      connections,
      connector: findConnector,
      mappings,
      insights,
      now,
    }),
    ...settingsUseCases({
      ...{ gate, settings: chosen, views: settingsViews(prisma), stack, shops, connections, mappings },
      ...{ connector: findConnector, history, events, people, now },
    }),
    ...eventUseCases({ gate, events, insights, connections, mappings, people, now }),
    ...resyncUseCases({ ...resyncs, gate, mappings, people, audit, candidates, enqueue: enqueueResync }),
    ...flowResyncUseCases({ ...resyncs, gate, candidates, enqueue: enqueueResync }),
    ...resyncReports({
      gate,
      fixes: fixHistory(prisma),
      audit,
      settings,
      people,
      mappings,
      connections,
      now,
    }),
    ...notificationUseCases({
      ...{ gate, people, now },
      channels: notifying.channels,
      outbox: notifying.outbox,
      mailPossible: mail !== null,
      newId: randomUUID,
      newSecret: () => randomBytes(24).toString("base64url"),
    }),
    ...manyUseCases({ ...listing, gate, moves: manyMoves(prisma), now }),
    ...lookupUseCases({
      ...{ gate, candidates, mappings, connections, now },
      views: productViews(prisma),
      look: ports.look,
    }),
  };

  const scanning: ScanDependencies & { readonly shops: typeof shops } = {
    storefront,
    scans,
    discrepancies,
    products,
    mappings,
    connections,
    sources,
    witnesses,
    shops,
    kept,
    history,
    incidents,
    events,
    health,
    arrivals,
    insights,
    announcements: announcements(prisma),
    snoozing: async (shop) => (await chosen.load(shop, "snoozing")).body,
    compare: createComparison,
    compareApart: (setup, signal) => new ComparisonThread(setup, { signal }),
    diagnoseApart: (signal) => new DiagnosisThread(signal),
    newId: randomUUID,
    now,
  };
  const stockHolders = {
    list: async (shop: string) => (await connections.list(shop)).filter(holdsStock),
    find: (shop: string, id: string) => connections.find(shop, id),
  };
  const told = hintsFrom({ shops, connections: stockHolders, hints, products });
  const inboxPorts: Omit<InboxPorts, "signal"> = {
    shops,
    mapping: mappings,
    storefront,
    access,
    events,
    skuOf: (shop, inventoryItemId) => products.skuOf(shop, inventoryItemId),
    hints: told,
    now,
  };
  const reports: ReportReceiver = {
    async signerOf(id) {
      // Anything but a UUID is an id of nothing, and the database would refuse to compare it.
      const owner = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i.test(id) ? await store.ownerOf(id) : null;
      if (owner === null) return null;
      const connector = findConnector(owner.connector);
      const config = connector?.config.safeParse(await connections.configuration(owner.shop, id));
      if (!connector?.reportSecret || !config?.success) return null;
      return { shop: owner.shop, secret: connector.reportSecret(config.data) };
    },
    store,
    hear: (shop, connectionId, reports, at) =>
      hearReports(shop, connectionId, reports, at, {
        ...{ connections, mappings, events, health, changed: told.reported },
      }),
    rate: minuteGate(600),
    now,
  };
  const webhooks: WebhookReceiver = {
    secret: apiSecret,
    inbox,
    isKnownTopic: (topic) => inboxTopics.has(topic),
    now,
    log,
  };

  return {
    environment,
    log,
    shopify: { apiKey, apiSecret, appUrl: appUrl.origin },
    sessionStorage,
    webhooks,
    reports,
    reportsOf: store,
    reseal: () => resealAll(prisma, secrets, sessionStorage),
    useCases,
    fetch,
    operation,
    metrics,
    /** The commands of this project run in its folder, where its migrations are. */
    ready: () => readinessOf(operation, () => shippedMigrations("prisma/migrations")),
    mappings,
    requests,
    scans,
    scanning,
    hinting: { ...scanning, hints, resyncs: resyncs.store } satisfies HintDependencies,
    resyncs,
    notifying,
    unsubscribe: leaving(notifying.delivering.unsubscribe, notifying.channels, now),
    greet: greeter({ people, endpoint, now, log }),
    audit,
    inbox,
    inboxPorts,
    jobs,
    enqueue,
    now,
    /** Deletes what nobody wants to keep any longer. */
    async forget(at: Instant) {
      await forgetOld(prisma, at);
      await handed.forget(at - 30 * 24 * 3_600_000);
      await runs.forget(at - 30 * 24 * 3_600_000);
    },
    /** What is kept for a while only: deletes what is older than its kind is kept. */
    tidy: () => tidy({ reports: store, leftovers: leftovers(prisma), now }),
    async close() {
      if (queue) await (await queue).stop();
      await http.close();
      await database.close();
    },
  };
}
