import { Command } from "commander";
import { BadInput } from "./bad-input.ts";
import { compare } from "./compare.ts";
import { replay } from "./replay.ts";
import { registerConnectorCommands } from "./connectors.ts";

/** Every command with its options, for help and for all that is not started the short way. */
export function program(): Command {
  const commands = new Command("handoff").description(
    "Says which handoff between WMS, ERP and storefront broke.",
  );
  // Inherited by the commands below: a wrong call is bad input too, and bad input exits with 2.
  commands.exitOverride(({ exitCode }) => process.exit(exitCode === 0 ? 0 : 2));
  commands
    .command("compare")
    .description("Compares the systems in one snapshot of a recorded store; a line of JSON per gap.")
    .requiredOption("--store <folder>", "the recorded store")
    .requiredOption("--snapshot <name>", "the snapshot's folder, such as 2026-04-03T101500Z")
    .option("--out <file>", "where the lines go; standard output if left out")
    .option("--strict", "stop at the first bad row", false)
    .action(async (options: { store: string; snapshot: string; out?: string; strict: boolean }) => {
      await compare({ ...options, out: options.out ?? null });
    });
  commands
    .command("replay")
    .description(
      "Replays all snapshots of a recorded store as scans; a line of JSON per episode of a discrepancy.",
    )
    .argument("[folder]", "the recorded store")
    .option("--store <folder>", "the recorded store, named")
    .option("--out <file>", "where the lines go; standard output if left out")
    .option("--strict", "stop at the first bad row", false)
    .action(
      async (folder: string | undefined, options: { store?: string; out?: string; strict: boolean }) => {
        const store = options.store ?? folder;
        if (store === undefined) throw new BadInput("replay", "name the recorded store: --store <folder>");
        await replay({ store, out: options.out ?? null, strict: options.strict });
      },
    );
  commands
    .command("rotate-keys")
    .description("seals every secret again under the first of HANDOFF_ENCRYPTION_KEYS")
    .action(async () => {
      // The whole app stands behind it; the other commands start without.
      const { rotateKeys } = await import("./rotate-keys.ts");
      await rotateKeys(process.env, process.stderr);
    });
  commands
    .command("doctor")
    .description("looks a deployment over and says what is wrong; exits with 1 when something is")
    .action(async () => {
      const { doctor } = await import("./doctor.ts");
      if (!(await doctor(process.env, process.stdout))) process.exitCode = 1;
    });
  registerConnectorCommands(commands);
  return commands;
}
