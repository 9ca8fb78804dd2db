const domain = "^app/(inventory|connectors|comparison|diagnosis|discrepancies|resync|scan|shops)/";

/** @type {import("dependency-cruiser").IConfiguration} */
export default {
  forbidden: [
    {
      name: "inventory-imports-nothing",
      comment: "inventory/ holds the words that everybody shares; it imports nothing.",
      severity: "error",
      from: { path: "^app/inventory/" },
      to: { pathNot: "^app/inventory/" },
    },
    {
      name: "comparison-knows-only-inventory",
      comment: "comparison/ is pure: it knows the words of inventory/ and nothing else of the app.",
      severity: "error",
      from: { path: "^app/comparison/" },
      to: { path: "^app/", pathNot: "^app/(comparison|inventory)/" },
    },
    {
      name: "discrepancies-do-not-look-downstream",
      comment:
        "The arrow is inventory ← comparison ← diagnosis ← discrepancies ← resync ← scan: an earlier room never imports a later one.",
      severity: "error",
      from: { path: "^app/(diagnosis|discrepancies)/" },
      to: { path: "^app/(resync|scan)/" },
    },
    {
      name: "diagnosis-does-not-know-discrepancies",
      comment: "diagnosis/ examines evidence; what becomes of a finding is for discrepancies/.",
      severity: "error",
      from: { path: "^app/diagnosis/" },
      to: { path: "^app/discrepancies/" },
    },
    {
      name: "resync-does-not-know-scan",
      comment: "The arrow is resync ← scan: a resync request does not import the scan.",
      severity: "error",
      from: { path: "^app/resync/" },
      to: { path: "^app/scan/" },
    },
    {
      name: "domain-knows-no-framework",
      comment: "Domain folders know no Remix, React, Prisma, queue or @shopify/*.",
      severity: "error",
      // To the SQL connector PostgreSQL is a system of the merchant's, as MySQL is.
      from: { path: domain, pathNot: "^app/connectors/sql/" },
      to: {
        path: "node_modules/(@remix-run|react|react-dom|@prisma|prisma|pg|pg-boss|@shopify|express)(/|$)",
      },
    },
    {
      name: "domain-imports-domain",
      comment: "Domain folders import no persistence, jobs, routes, ui, notify, cli or wiring.",
      severity: "error",
      from: { path: domain },
      to: { path: "^app/(persistence|jobs|routes|ui|notify|cli)/|^app/(wiring|shopify)\\.server" },
    },
    {
      name: "a-connector-stands-alone",
      comment: "A connector imports no other connector.",
      severity: "error",
      from: { path: "^app/connectors/([^/]+)/" },
      to: { path: "^app/connectors/([^/]+)/", pathNot: "^app/connectors/($1|shared)/" },
    },
    {
      name: "a-rule-stands-alone",
      comment: "A rule imports no other rule and does no input or output.",
      severity: "error",
      from: { path: "^app/diagnosis/rules/([^/]+)\\.ts$", pathNot: "/index\\.ts$" },
      to: { path: "^app/diagnosis/rules/", pathNot: "^app/diagnosis/rules/$1\\.ts$" },
    },
    {
      name: "polaris-only-in-ui",
      comment: "ui/ is the only importer of Polaris, so that leaving it touches one folder.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/ui/" },
      to: { path: "node_modules/@shopify/polaris(-icons)?/" },
    },
    {
      name: "remix-only-at-the-edge",
      comment: "@remix-run/* stands only in routes, root and entries: a later move stays cheap.",
      severity: "error",
      from: {
        path: "^app/",
        pathNot: "^app/routes/|^app/root\\.tsx$|^app/entry\\.|^app/shopify\\.server\\.ts$",
      },
      to: { path: "node_modules/@remix-run/" },
    },
    {
      name: "prisma-has-one-home",
      comment: "Prisma and its generated client live in persistence/.",
      severity: "error",
      from: { path: "^app/", pathNot: "^app/persistence/" },
      to: { path: "node_modules/@prisma/|^app/persistence/generated/" },
    },
    {
      name: "ui-knows-domain-types-only",
      comment: "ui/ takes domain types, never stores, jobs, routes or wiring.",
      severity: "error",
      from: { path: "^app/ui/" },
      to: { path: "^app/(persistence|jobs|routes|notify|cli|platform)/|^app/(wiring|shopify)\\.server" },
    },
    {
      name: "platform-knows-nothing-of-stock",
      comment:
        "platform/ knows nothing about stock; of connectors/ it knows only the HTTP and the connections that it implements.",
      severity: "error",
      from: { path: "^app/platform/" },
      to: { path: "^app/", pathNot: "^app/platform/|^app/connectors/(http|errors|dial)\\.ts$" },
    },
    {
      name: "persistence-knows-domain-only",
      comment: "persistence → domain: stores implement what the domain declares.",
      severity: "error",
      from: { path: "^app/persistence/" },
      to: { path: "^app/(jobs|routes|ui|notify|cli)/|^app/(wiring|shopify)\\.server" },
    },
    {
      name: "operation-stands-beside",
      comment:
        "operation/ watches and counts: it knows platform/ and the ports it measures, never stores, pages or jobs.",
      severity: "error",
      from: { path: "^app/operation/" },
      to: { path: "^app/(persistence|jobs|routes|ui|notify|cli|use-cases)/|^app/(wiring|shopify)\\.server" },
    },
    {
      name: "wiring-is-for-the-edge",
      comment:
        "Only jobs, routes, entries and cli import the wiring: it is the one file that knows everyone.",
      severity: "error",
      from: {
        path: "^app/",
        pathNot: "^app/(jobs|routes|cli)/|^app/entry\\.|^app/(shopify|wiring|web-parts)\\.server",
      },
      to: { path: "^app/wiring\\.server" },
    },
    {
      name: "the-app-knows-no-sandbox",
      comment: "The app contains no test hook: it imports nothing of sandbox/, tests/, bench/ or tools/.",
      severity: "error",
      from: { path: "^app/" },
      to: { path: "^(sandbox|tests|bench|tools)/" },
    },
    {
      name: "no-circles",
      comment: "Two files that import each other are one file.",
      severity: "error",
      // Types of a GraphQL schema refer to each other in both directions, and so do their views.
      from: { pathNot: "^app/persistence/generated/|^sandbox/shopify/views/" },
      to: { circular: true, viaOnly: { dependencyTypesNot: ["type-only"] } },
    },
    {
      name: "nothing-unresolved",
      comment: "Every import resolves.",
      severity: "error",
      from: {},
      // A package of types only has nothing that a resolver of code could find.
      to: { couldNotResolve: true, pathNot: "^virtual:|^@graphql-typed-document-node/core$" },
    },
  ],
  options: {
    doNotFollow: { path: "node_modules|^app/persistence/generated/" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["import", "node", "default", "types"],
    },
    reporterOptions: { text: { highlightFocused: true } },
  },
};
