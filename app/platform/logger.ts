import { pino, type DestinationStream, type Logger } from "pino";

export type { Logger };

export const logLevels = ["fatal", "error", "warn", "info", "debug", "trace", "silent"] as const;
export type LogLevel = (typeof logLevels)[number];

const secretNames = [
  "accessToken",
  "access_token",
  "refreshToken",
  "refresh_token",
  "id_token",
  "token",
  "password",
  "secret",
  "apiKey",
  "apiSecret",
  "client_secret",
  "clientSecret",
  "config",
  "configuration",
  "authorization",
  "Authorization",
  "cookie",
  "hmac",
];

// pino's wildcard is one level deep.
const secretPaths = ["", "*.", "*.*.", "*.*.*."].flatMap((depth) => [
  ...secretNames.map((name) => `${depth}${name}`),
  `${depth}headers["x-shopify-access-token"]`,
]);

/** JSON lines on standard output, or text for people when `pretty`. Fields that hold secrets are replaced, down to the fourth level. */
export function createLogger(options: {
  readonly level: LogLevel;
  readonly pretty?: boolean;
  readonly destination?: DestinationStream;
}): Logger {
  const settings = {
    level: options.level,
    base: null,
    redact: { paths: secretPaths, censor: "[secret]" },
    ...(options.pretty
      ? {
          transport: {
            target: "pino-pretty",
            options: { translateTime: "HH:MM:ss", ignore: "pid,hostname" },
          },
        }
      : {}),
  };
  return options.destination ? pino(settings, options.destination) : pino(settings);
}
