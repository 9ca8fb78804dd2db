import { linesOf } from "../../app/ui/lookup/json-lines.ts";
import type {
  BlockCheckLine,
  BlockPreviewView,
  BlockRequestedView,
  ProductStockView,
} from "../../app/ui/product-stock/view.ts";

export type { BlockCheckLine, BlockPreviewView, BlockRequestedView, ProductStockView };

/** What the page is about, as the app is asked for it. */
export interface Subject {
  readonly kind: "variant" | "product";
  readonly id: string;
}

/** `status` is null where the app could not be reached at all. */
export interface Problem {
  readonly kind: "problem";
  readonly status: number | null;
  readonly sentence: string | null;
}

export type Answer = { readonly kind: "stock"; readonly stock: ProductStockView } | Problem;

export async function askForStock(subject: Subject, signal: AbortSignal): Promise<Answer> {
  const answered = await ask("product-stock", subject, { signal }, isStock);
  return answered.kind === "problem" ? answered : { kind: "stock", stock: answered.body };
}

/** What a request would do. Sends nothing. */
export function askForPreview(subject: Subject, signal: AbortSignal) {
  return ask(
    "resync",
    subject,
    { signal },
    (body): body is BlockPreviewView => isObject(body) && "requestId" in body,
  );
}

/** Sent again with the same id, it is the same request. */
export function requestResync(subject: Subject, requestId: string, signal: AbortSignal) {
  const body = new URLSearchParams({ request: requestId });
  return ask(
    "resync",
    subject,
    { signal, method: "POST", body },
    (answered): answered is BlockRequestedView => isObject(answered) && "requested" in answered,
  );
}

/** Tells each line as it comes in. Null when all have come. */
export async function followCheck(
  subject: Subject,
  signal: AbortSignal,
  tell: (line: BlockCheckLine) => void,
): Promise<Problem | null> {
  try {
    const response = await fetch(addressOf("check", subject), { signal });
    if (!response.ok || !response.body) return await problemIn(response);
    let ended = false;
    for await (const line of linesOf(response.body)) {
      const read = JSON.parse(line) as BlockCheckLine;
      ended ||= read.kind !== "answer";
      tell(read);
    }
    return ended ? null : unreachable;
  } catch {
    return unreachable;
  }
}

const unreachable: Problem = { kind: "problem", status: null, sentence: null };

type Asked<Body> = { readonly kind: "answer"; readonly body: Body } | Problem;

async function ask<Body>(
  what: string,
  subject: Subject,
  init: RequestInit,
  fits: (body: unknown) => body is Body,
): Promise<Asked<Body>> {
  try {
    const response = await fetch(addressOf(what, subject), {
      ...init,
      headers: { accept: "application/json" },
    });
    if (!response.ok) return await problemIn(response);
    const body: unknown = await response.json().catch(() => null);
    return fits(body)
      ? { kind: "answer", body }
      : { kind: "problem", status: response.status, sentence: null };
  } catch {
    return unreachable;
  }
}

/** Shopify resolves the address against the app's own and adds the ID token of whoever looks. */
function addressOf(what: string, { kind, id }: Subject): string {
  return `/api/extension/${what}?${kind}=${encodeURIComponent(id)}`;
}

async function problemIn(response: Response): Promise<Problem> {
  const body: unknown = await response.json().catch(() => null);
  const sentence =
    isObject(body) && "problem" in body && typeof body.problem === "string" ? body.problem : null;
  return { kind: "problem", status: response.status, sentence };
}

function isStock(body: unknown): body is ProductStockView {
  return isObject(body) && "status" in body && "headline" in body;
}

function isObject(body: unknown): body is object {
  return typeof body === "object" && body !== null;
}
