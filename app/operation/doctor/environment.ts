import type { Environment } from "../../platform/env.ts";
import { good, note, type CheckAnswer } from "./check.ts";

/** What can be said of the settings themselves, once they load. */
export function checkEnvironment(environment: Environment): readonly CheckAnswer[] {
  const { mode, database, shopify, encryptionKeys, operatorPort, allowedPrivateHosts } = environment;
  return [
    mode === "production"
      ? good("NODE_ENV is production.")
      : note(`NODE_ENV is ${mode}: fine for trying out, not for shops of other people.`),
    database.kind === "url"
      ? good("A PostgreSQL server is named.")
      : note(
          "The embedded database serves one machine. Set DATABASE_URL before a second process is to share it.",
        ),
    shopify.appUrl.protocol === "https:"
      ? good(`Shopify reaches the app at ${shopify.appUrl.origin}.`)
      : note(
          "SHOPIFY_APP_URL does not begin with https://, and Shopify frames no other. It will do on this machine alone; for a real store put a certificate in front.",
        ),
    encryptionKeys.length === 1
      ? good("One key seals everything.")
      : note(
          `${encryptionKeys.length} keys are set. \`handoff rotate-keys\` seals everything under the first; then the others can go.`,
        ),
    operatorPort === null
      ? note("HANDOFF_OPERATOR_PORT is not set: nothing answers /metrics.")
      : good(`The operator's port is ${operatorPort}. Keep it off the public network.`),
    allowedPrivateHosts.length === 0
      ? good("Connectors reach public addresses only.")
      : note(`Connectors may also reach ${allowedPrivateHosts.join(", ")} on private networks.`),
  ];
}
