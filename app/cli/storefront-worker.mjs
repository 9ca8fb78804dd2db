// @ts-check
import "./compile-cache.mjs";

await import("./storefront-worker.ts");
