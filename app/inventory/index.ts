export * from "./instant.ts";
export * from "./level.ts";
export * from "./location.ts";
export * from "./pool.ts";
export * from "./quantity.ts";
export * from "./state.ts";
export * from "./system.ts";
export * from "./event.ts";
