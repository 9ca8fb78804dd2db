import { spawn } from "node:child_process";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { projectNode } from "./startup/packages.mjs";
import { SetupError } from "./startup/progress.mjs";
import { setUp } from "./setup.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

/** What each command runs under the project's own Node, once everything is set up. */
const commands = {
  setup: null,
  demo: ["sandbox/demo/main.ts"],
  test: ["node_modules/vitest/vitest.mjs", "run"],
  start: ["tools/start.ts", "web", "worker"],
  web: ["tools/start.ts", "web"],
  worker: ["tools/start.ts", "worker"],
};

const [name = "", ...rest] = process.argv.slice(2);
if (!Object.hasOwn(commands, name)) {
  console.error(`Unknown command “${name}”. There are: ${Object.keys(commands).join(", ")}.`);
  process.exit(2);
}

try {
  await setUp(root);
} catch (error) {
  console.error(error instanceof SetupError ? `\n${error.message}` : error);
  process.exit(1);
}
if (commands[name] !== null) await becomeChild([...commands[name], ...rest]);

/** Hands over to the project's Node; signals go to it, and its end is ours. */
function becomeChild([script, ...args]) {
  const preload = join(root, "tools", "startup", "end-with-parent.mjs");
  const child = spawn(projectNode(root), ["--import", preload, join(root, script), ...args], {
    cwd: root,
    stdio: "inherit",
    env: {
      ...process.env,
      HANDOFF_PARENT_PID: String(process.pid),
      PATH: `${join(root, "node_modules", ".bin")}:${process.env.PATH}`,
    },
  });
  // A terminal sends Ctrl-C to the child as well: once is enough.
  process.on("SIGINT", () => {
    if (!process.stdin.isTTY) child.kill("SIGINT");
  });
  process.on("SIGTERM", () => child.kill("SIGTERM"));
  process.on("SIGHUP", () => child.kill("SIGTERM"));
  const npmProcess = process.ppid;
  setInterval(() => {
    if (process.ppid !== npmProcess) child.kill("SIGTERM");
  }, 500).unref();
  return new Promise((resolve) => {
    child.on("exit", (code, signal) => {
      process.exitCode = code ?? (signal === "SIGINT" ? 130 : 143);
      resolve();
    });
  });
}
