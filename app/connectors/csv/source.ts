import type { ConnectorContext } from "../contract.ts";
import { askForStream, expectSuccess, refuseHtml } from "../shared/answer.ts";
import type { CsvConfig } from "./config.ts";
import type { OpenFile } from "./open-file.ts";
import { openSftpFile } from "./sftp/file.ts";

/** Opens the file where the configuration says it is. Throws ConnectorError. */
export async function openFile({ source }: CsvConfig, context: ConnectorContext): Promise<OpenFile> {
  switch (source.kind) {
    case "upload":
      return { ...(await context.files.openUpload(source.file)), name: source.file };
    case "folder":
      return { ...(await context.files.openInFolder(source.path)), name: source.path };
    case "https":
      return download(source, context);
    case "sftp":
      return openSftpFile(source, context);
  }
}

type Download = Extract<CsvConfig["source"], { kind: "https" }>;

async function download({ address, auth }: Download, context: ConnectorContext): Promise<OpenFile> {
  const url = new URL(address);
  const headers = { accept: "text/csv, text/*;q=0.9, */*;q=0.5", ...signIn(auth) };
  const {
    status,
    headers: answered,
    body,
  } = await askForStream(context, { url: url.href, headers, field: "source.address" });
  try {
    expectSuccess({ status, headers: answered }, url);
    refuseHtml("", answered, url, "a CSV file");
  } catch (error) {
    await leave(body);
    throw error;
  }
  const modifiedAt = Date.parse(answered.get("last-modified") ?? "");
  return {
    body,
    modifiedAt: Number.isNaN(modifiedAt) ? null : modifiedAt,
    name: `${url.host}${url.pathname}`,
  };
}

/** Takes one chunk before leaving: a body that was never begun would keep its connection. */
async function leave(body: AsyncIterable<Uint8Array>): Promise<void> {
  const chunks = body[Symbol.asyncIterator]();
  await chunks.next().catch(() => undefined);
  await chunks.return?.();
}

function signIn(auth: Download["auth"]): Record<string, string> {
  switch (auth.method) {
    case "none":
      return {};
    case "header":
      return { [auth.header]: auth.value };
    case "basic":
      return { authorization: `Basic ${Buffer.from(`${auth.user}:${auth.password}`).toString("base64")}` };
    case "bearer":
      return { authorization: `Bearer ${auth.token}` };
  }
}
