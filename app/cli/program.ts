import { Command } from "commander";
import { compare, type CompareOptions } from "./compare.ts";

/** Every command with its options, for help and for all that is not started the short way. */
export function program(): Command {
  const commands = new Command("handoff").description(
    "Says which handoff between WMS, ERP and storefront broke.",
  );
  commands
    .command("compare")
    .description("Compares the systems in one snapshot of a recorded store; a line of JSON per gap.")
    .requiredOption("--store <folder>", "the recorded store")
    .requiredOption("--snapshot <name>", "the snapshot's folder, such as 2026-04-03T101500Z")
    .option("--out <file>", "where the lines go; standard output if left out")
    .option("--strict", "stop at the first bad row", false)
    .action((options: { store: string; snapshot: string; out?: string; strict: boolean }) => {
      compare({ ...options, out: options.out ?? null } satisfies CompareOptions);
    });
  return commands;
}
