import { channelKinds } from "../../channels/channel.ts";
import type { TypedChannel } from "../../channels/typed.ts";

/** The posted form as it was typed; whether it makes sense is judged where it is stored. */
export function readChannelForm(form: FormData): TypedChannel {
  const text = (name: string): string => {
    const value = form.get(name);
    return typeof value === "string" ? value : "";
  };
  return {
    id: text("id") === "" ? null : text("id"),
    kind: channelKinds.find((kind) => kind === text("kind")) ?? "mail",
    mine: text("mine") === "true",
    ...{ name: text("name"), to: text("to"), secret: text("secret"), atOnce: text("atOnce") },
    ...{ threshold: text("threshold"), digestAt: text("digestAt") },
    ...{ quietFrom: text("quietFrom"), quietTo: text("quietTo") },
  };
}
