import { join } from "node:path";
import { keepDevelopmentKey, readEncryptionKeys } from "./env-keys.ts";
import { EnvironmentReader } from "./env-reader.ts";
import { logLevels, type LogLevel } from "./logger.ts";
import type { EncryptionKey } from "./secrets.ts";

const modes = ["development", "production", "test"] as const;

export interface Environment {
  readonly mode: (typeof modes)[number];
  readonly shopify: { readonly apiKey: string; readonly apiSecret: string; readonly appUrl: URL };
  readonly database:
    { readonly kind: "url"; readonly url: string } | { readonly kind: "embedded"; readonly folder: string };
  readonly dataFolder: string;
  /** The first seals, all open. */
  readonly encryptionKeys: readonly [EncryptionKey, ...EncryptionKey[]];
  /** Hosts ("erp.lan" or "erp.lan:8080") on private networks that connectors may reach. */
  readonly allowedPrivateHosts: readonly string[];
  /** How mail leaves; null: it does not. */
  readonly mail: { readonly server: URL; readonly from: string } | null;
  /** Shopify's admin, which links in messages lead to. No slash at its end. */
  readonly adminUrl: string;
  /** Where connectors may read files from; null: nowhere. */
  readonly importFolder: string | null;
  readonly host: string;
  readonly port: number;
  /** Where this process answers /healthz, /readyz and /metrics for its operator; null: nowhere. */
  readonly operatorPort: number | null;
  readonly logLevel: LogLevel;
}

/** Everything that is wrong with the environment, one sentence each. Never holds a value of a secret. */
export class EnvironmentError extends Error {
  override readonly name = "EnvironmentError";
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(["The app cannot start:", ...problems.map((problem) => `  - ${problem}`)].join("\n"));
    this.problems = problems;
  }
}

/**
 * Reads and checks all variables at once; an empty one counts as not set. In development a missing encryption key is made and
 * kept in the data folder. Throws EnvironmentError with every problem.
 */
export function loadEnvironment(record: Readonly<Record<string, string | undefined>>): Environment {
  const read = new EnvironmentReader(record);
  const mode = read.oneOf("NODE_ENV", modes, "development");
  const production = mode === "production";
  const dataFolder = read.text("HANDOFF_DATA_FOLDER") ?? ".data";
  const apiKey = read.required("SHOPIFY_API_KEY", "the client id of the app in the Partner Dashboard");
  const apiSecret = read.required(
    "SHOPIFY_API_SECRET",
    "the client secret of the app in the Partner Dashboard",
  );
  const appUrl = read.address("SHOPIFY_APP_URL", "the address at which Shopify reaches the app", {
    production,
  });
  const database = readDatabase(read, production, dataFolder);
  const givenKeys = readEncryptionKeys(read, production);
  const rest = {
    allowedPrivateHosts: read.hosts("HANDOFF_ALLOWED_PRIVATE_HOSTS"),
    mail: readMail(read),
    adminUrl: (read.text("HANDOFF_ADMIN_URL") ?? "https://admin.shopify.com").replace(/\/+$/, ""),
    importFolder: read.text("HANDOFF_IMPORT_FOLDER"),
    host: read.text("HOST") ?? (production ? "0.0.0.0" : "127.0.0.1"),
    port: read.port("PORT", 3000),
    operatorPort: read.has("HANDOFF_OPERATOR_PORT") ? read.port("HANDOFF_OPERATOR_PORT", 0) : null,
    logLevel: read.oneOf("LOG_LEVEL", logLevels, "info"),
  };
  if (read.problems.length > 0 || appUrl === null) throw new EnvironmentError(read.problems);
  const encryptionKeys = givenKeys ?? [keepDevelopmentKey(join(dataFolder, "encryption-key"))];
  return { mode, shopify: { apiKey, apiSecret, appUrl }, database, dataFolder, encryptionKeys, ...rest };
}

function readMail(read: EnvironmentReader): Environment["mail"] {
  const server = read.secretAddress("HANDOFF_SMTP_URL", ["smtp:", "smtps:"]);
  const from = read.text("HANDOFF_MAIL_FROM");
  if (server === null) return null;
  if (from === null || !/^[^<>@\r\n]*<?[^<>@\s]+@[^<>@\s]+>?$/.test(from)) {
    read.problem(
      'HANDOFF_SMTP_URL is set, so HANDOFF_MAIL_FROM must name the sender, such as "Inventory Handoff <stock@example.com>".',
    );
    return null;
  }
  return { server: new URL(server), from };
}

function readDatabase(
  read: EnvironmentReader,
  production: boolean,
  dataFolder: string,
): Environment["database"] {
  const url = read.secretAddress("DATABASE_URL", ["postgresql:", "postgres:"]);
  if (url !== null) return { kind: "url", url };
  if (production && read.text("HANDOFF_EMBEDDED_DATABASE") !== "allow" && !read.has("DATABASE_URL")) {
    read.problem(
      "DATABASE_URL is not set. Name a PostgreSQL database, or set HANDOFF_EMBEDDED_DATABASE=allow to run on the embedded one, which serves one machine only.",
    );
  }
  return { kind: "embedded", folder: join(dataFolder, "postgres") };
}
