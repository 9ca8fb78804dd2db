import { BadInput } from "./bad-input.ts";
import { parseCompareArguments } from "./compare-arguments.ts";

/**
 * `compare` is measured with its start, so it is taken by hand; everything else, help included, goes the way of the program that
 * knows all commands.
 */
async function main(args: readonly string[]): Promise<void> {
  const compareOptions = parseCompareArguments(args);
  if (compareOptions) {
    const { compare } = await import("./compare.ts");
    await compare(compareOptions);
  } else {
    const { program } = await import("./program.ts");
    await program().parseAsync([...args], { from: "user" });
  }
}

process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  // Whoever read our lines has seen enough.
  if (error.code === "EPIPE") process.exit(0);
  throw error;
});

try {
  await main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof BadInput)) throw error;
  process.stderr.write(`${error.message}\n`);
  process.exitCode = 2;
}
