import ssh2 from "ssh2";
import { ConnectorError } from "../../errors.ts";
import { pemIn } from "../../shared/pem.ts";
import type { SftpSource } from "./config.ts";

interface Credentials {
  readonly password?: string;
  readonly tryKeyboard?: boolean;
  readonly privateKey?: string;
  readonly passphrase?: string;
}

/** What ssh2 signs in with. Throws ConnectorError for a private key that cannot be used, before anything is sent. */
export function credentialsOf({ signIn }: SftpSource): Credentials {
  // Some hosts ask for the password in a dialogue only.
  if (signIn.method === "password") return { password: signIn.password, tryKeyboard: true };
  const privateKey = pemIn(signIn.privateKey)?.text ?? signIn.privateKey;
  const { passphrase } = signIn;
  const parsed = ssh2.utils.parseKey(privateKey, passphrase);
  if (parsed instanceof Error) {
    const locked = /encrypted|passphrase|integrity|decrypt/i.test(parsed.message);
    throw locked
      ? new ConnectorError(
          "configuration",
          passphrase === undefined
            ? "The private key has a passphrase, which is needed to use it."
            : "The passphrase does not open the private key.",
          { field: "source.signIn.passphrase" },
        )
      : unusable(
          "The private key cannot be read; it may be cut off, or of a form other than OpenSSH and PEM.",
        );
  }
  if (!parsed.isPrivateKey())
    throw unusable("This is the public half of the key; the private one is needed.");
  return { privateKey, ...(passphrase !== undefined && { passphrase }) };
}

function unusable(message: string): ConnectorError {
  return new ConnectorError("configuration", message, { field: "source.signIn.privateKey" });
}
