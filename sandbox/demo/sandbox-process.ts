import { once } from "node:events";
import { openSandbox, type SandboxSettings } from "./sandbox.ts";

// The sandbox as a process of its own. Its settings come as JSON in SANDBOX_SETTINGS; it prints `ready` once everything listens.

const sandbox = await openSandbox(JSON.parse(process.env.SANDBOX_SETTINGS ?? "") as SandboxSettings);
console.log("ready");
await Promise.race([once(process, "SIGTERM"), once(process, "SIGINT")]);
await sandbox.close();
process.exit(0);
