import type { Command } from "commander";
import { describeConnector } from "../connectors/describe.ts";
import { connectors } from "../connectors/registry.ts";
import { read, type ReadOptions } from "./read.ts";

/** Adds `connectors` and `read` to the command line. */
export function registerConnectorCommands(program: Command): void {
  program
    .command("connectors")
    .description("list the systems that can be read")
    .option("--json", "as JSON, for programs")
    .action(
      ({ json }: { json?: boolean }) => void process.stdout.write(json ? connectorsJson() : connectorsText()),
    );

  program
    .command("read")
    .description("read a system through its connector into JSON lines")
    .argument("<connector>", "id of the connector, as `connectors` lists it")
    .requiredOption("--config <file>", 'configuration as JSON; a secret may be {"env":"NAME"}')
    .option("--keys <file>", 'read only these keys: lines of {"item","code"}')
    .option("--out <file>", "write there instead of to standard output")
    .action(async (id: string, options: ReadOptions) => {
      const stop = new AbortController();
      const onSignal = () => stop.abort(new Error("interrupted"));
      process.once("SIGINT", onSignal);
      try {
        await read(id, options, {
          env: process.env,
          stderr: process.stderr,
          signal: stop.signal,
        });
      } finally {
        process.off("SIGINT", onSignal);
      }
    });
}

export function connectorsJson(): string {
  return `${JSON.stringify(connectors.map(describeConnector))}\n`;
}

function connectorsText(): string {
  return connectors.map(({ id, name, summary }) => `${id.padEnd(12)} ${name}. ${summary}\n`).join("");
}
