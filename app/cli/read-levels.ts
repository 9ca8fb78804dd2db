import { loadConfig, resolveSecrets } from "../connectors/config.ts";
import type { Connector, ConnectorContext, LevelPage, RejectedRow } from "../connectors/contract.ts";
import { levelLine } from "../connectors/level-line.ts";
import type { ReportedKey } from "../inventory/index.ts";

export interface ReadLevels {
  readonly connector: Connector;
  /** As the file has it: secrets may be `{"env":"NAME"}`. */
  readonly config: unknown;
  readonly secret: (name: string) => string | undefined;
  readonly context: ConnectorContext;
  /** Null for everything. */
  readonly keys: readonly ReportedKey[] | null;
  readonly onRejected: (row: RejectedRow) => void;
}

/** What a system says, as JSON lines without their ends. Throws ConnectorError or MissingSecretError. */
export async function* readLevels(request: ReadLevels): AsyncGenerator<string> {
  const { connector, context, keys, onRejected } = request;
  const config = loadConfig(
    connector.config,
    resolveSecrets(connector.config, request.config, request.secret),
  );
  const pages =
    keys === null
      ? connector.readLevels(config, context)
      : onePage(connector.readKeys(config, context, keys));
  for await (const { levels, rejected } of pages) {
    rejected.forEach(onRejected);
    for (const level of levels) yield levelLine(level);
  }
}

async function* onePage(
  levels: ReturnType<Connector["readKeys"]>,
): AsyncGenerator<Pick<LevelPage, "levels" | "rejected">> {
  yield { levels: await levels, rejected: [] };
}
