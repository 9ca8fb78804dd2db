import { z } from "zod";
import { described } from "../../shared/form/meta.ts";
import { credential } from "../../shared/form/schemas.ts";

const signIn = z.discriminatedUnion("method", [
  described(z.object({ method: z.literal("password"), password: credential("Password") }), {
    title: "User name and password",
  }),
  described(
    z.object({
      method: z.literal("key"),
      privateKey: described(credential("Private key"), {
        title: "Private key",
        widget: "secret",
        help: "The whole text, from -----BEGIN to -----END. OpenSSH's own form, or PEM.",
      }),
      passphrase: described(credential("Passphrase").optional(), {
        title: "Passphrase of the key",
        widget: "secret",
      }),
    }),
    { title: "User name and private key" },
  ),
]);

/** A choice of the file's source. */
export const sftpSource = described(
  z.object({
    kind: z.literal("sftp"),
    host: described(
      z
        .string()
        .trim()
        .regex(/^[\w.:-]+$/, "A host's name, without sftp:// and port"),
      { title: "Host", placeholder: "sftp.example.com" },
    ),
    port: described(z.int().min(1).max(65_535).default(22), { title: "Port" }),
    hostKey: described(
      z
        .string()
        .trim()
        .regex(/^SHA256:[A-Za-z0-9+/]{43}=?$/, "A fingerprint looks like SHA256: and 43 letters and digits")
        .optional(),
      {
        title: "Fingerprint of the host's key",
        help: "Left empty, the test says which key the host shows and signs in nowhere. Compare it with what the host's operator tells you before you enter it.",
        placeholder: "SHA256:…",
      },
    ),
    user: described(z.string().min(1), { title: "User name" }),
    signIn: described(signIn, { title: "Sign in with" }),
    path: described(z.string().min(1), { title: "Path of the file", placeholder: "/export/stock.csv" }),
  }),
  { title: "A file on an SFTP server" },
);
export type SftpSource = z.infer<typeof sftpSource>;
