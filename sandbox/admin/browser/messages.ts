/** What the frame (the App Bridge stand-in) and the admin around it say to each other by postMessage. */

export interface NavLink {
  readonly label: string;
  /** As the app wrote it: a path of the app. */
  readonly href: string;
  /** The link that stands for the app itself; it gets no entry of its own. */
  readonly home: boolean;
}

export interface TitleBarAction {
  readonly index: number;
  readonly label: string;
  readonly primary: boolean;
  readonly disabled: boolean;
}

export interface PickerRequest {
  readonly type: "product" | "variant" | "collection";
  readonly multiple: boolean;
  readonly query: string;
}

export interface PickedResource {
  readonly id: string;
  readonly title: string;
}

/** The frame asks and waits for an answer. */
export type Question =
  | { readonly kind: "id-token" }
  | { readonly kind: "user" }
  | { readonly kind: "scopes" }
  | { readonly kind: "request-scopes"; readonly scopes: readonly string[] }
  | { readonly kind: "revoke-scopes"; readonly scopes: readonly string[] }
  | { readonly kind: "pick"; readonly request: PickerRequest }
  | { readonly kind: "leave" };

export type FromApp =
  | { readonly type: "location"; readonly path: string; readonly title: string }
  | { readonly type: "nav-menu"; readonly links: readonly NavLink[] }
  | { readonly type: "title-bar"; readonly title: string | null; readonly actions: readonly TitleBarAction[] }
  | { readonly type: "save-bar"; readonly visible: boolean; readonly confirmDiscard: boolean }
  | { readonly type: "loading"; readonly on: boolean }
  | { readonly type: "toast"; readonly id: string; readonly toast: ToastView }
  | { readonly type: "toast-hide"; readonly id: string }
  | { readonly type: "modal"; readonly open: boolean }
  | { readonly type: "open"; readonly url: string; readonly target: string }
  | { readonly type: "ask"; readonly id: string; readonly question: Question };

export interface ToastView {
  readonly text: string;
  readonly isError: boolean;
  readonly action: string | null;
  /** Milliseconds. */
  readonly duration: number;
}

export type ToApp =
  | { readonly type: "answer"; readonly id: string; readonly value: unknown }
  | { readonly type: "refusal"; readonly id: string; readonly reason: string }
  | { readonly type: "go"; readonly href: string }
  | { readonly type: "save-bar-action"; readonly action: "save" | "discard" }
  | { readonly type: "title-bar-action"; readonly index: number }
  | { readonly type: "toast-action" | "toast-dismissed"; readonly id: string };

const mark = "app-bridge-stand-in";

export interface Envelope<Message> {
  readonly mark: typeof mark;
  readonly message: Message;
}

export const enclose = <Message>(message: Message): Envelope<Message> => ({ mark, message });

/** Whether a post is one of ours, and not some other script's. Who sent it the listener must check itself. */
export function isEnvelope<Message extends FromApp | ToApp>(data: unknown): data is Envelope<Message> {
  return typeof data === "object" && data !== null && "mark" in data && data.mark === mark;
}
