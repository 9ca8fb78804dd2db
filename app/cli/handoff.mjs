// @ts-check
import "./compile-cache.mjs";

await import("./handoff.ts");
