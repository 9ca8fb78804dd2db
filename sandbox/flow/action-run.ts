import { createHmac } from "node:crypto";

export type RunState = "under_way" | "done" | "failed";

/** One step of one workflow, for one trigger. */
export interface ActionRun {
  /** The app tells repetitions by it. */
  readonly id: string;
  readonly workflowId: string;
  readonly trigger: string;
  readonly action: string;
  readonly startedAt: Date;
  state: RunState;
  /** How often the app was asked. */
  asked: number;
  /** What it last answered. */
  answer: string;
}

export interface ActionRequest {
  readonly url: string;
  readonly secret: string;
  readonly body: string;
}

export type ActionAnswer =
  | { readonly kind: "done" | "failed"; readonly message: string }
  | { readonly kind: "again"; readonly message: string; readonly afterMilliseconds: number | null };

const PATIENCE = 10_000;

/** Asks the app once, by Flow's rules: 202, 429, 5xx and silence are asked again, any other refusal is for good. */
export async function askForAction({ url, secret, body }: ActionRequest): Promise<ActionAnswer> {
  let response: Response;
  try {
    response = await fetch(url, {
      method: "POST",
      redirect: "manual",
      headers: {
        "content-type": "application/json",
        "x-shopify-hmac-sha256": createHmac("sha256", secret).update(body).digest("base64"),
      },
      body,
      signal: AbortSignal.timeout(PATIENCE),
    });
  } catch {
    return { kind: "again", message: "No answer within ten seconds.", afterMilliseconds: null };
  }
  const message = `${response.status} ${(await response.text()).slice(0, 500)}`;
  const { status } = response;
  if (status === 200 || status === 204) return { kind: "done", message };
  if (status !== 202 && status !== 429 && status < 500) return { kind: "failed", message };
  const seconds = Number(response.headers.get("retry-after") ?? NaN);
  return { kind: "again", message, afterMilliseconds: Number.isFinite(seconds) ? seconds * 1_000 : null };
}
