import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";

/** What an app offers to Shopify Flow, as its Flow extensions describe it. */
export interface FlowDefinitions {
  readonly triggers: readonly TriggerDefinition[];
  readonly actions: readonly ActionDefinition[];
  /** Where the app hears which triggers are in use; null when it does not ask. */
  readonly lifecyclePath: string | null;
}

export interface TriggerDefinition {
  readonly handle: string;
  readonly name: string;
  /** Keys of its payload. */
  readonly fields: readonly string[];
}

export interface ActionDefinition {
  readonly handle: string;
  readonly name: string;
  /** Below the app's origin. */
  readonly path: string;
  readonly fields: readonly { readonly key: string; readonly name: string; readonly required: boolean }[];
}

interface FlowToml {
  readonly extensions?: readonly {
    readonly type: string;
    readonly handle: string;
    readonly name: string;
    readonly runtime_url?: string;
    readonly url?: string;
  }[];
  readonly settings?: {
    readonly fields?: readonly {
      readonly type: string;
      readonly key?: string;
      readonly name?: string;
      readonly required?: boolean;
    }[];
  };
}

/** Every Flow extension below the folder. Throws where a file is not TOML. */
export function findFlowDefinitions(folder: string): FlowDefinitions {
  const files = existsSync(folder)
    ? readdirSync(folder)
        .map((name) => join(folder, name, "shopify.extension.toml"))
        .filter((file) => existsSync(file))
    : [];
  const found = files.flatMap((file) => {
    const { extensions = [], settings } = parse(readFileSync(file, "utf8")) as unknown as FlowToml;
    return extensions.map((extension) => ({ ...extension, fields: settings?.fields ?? [] }));
  });
  const of = (type: string) => found.filter((extension) => extension.type === type);
  return {
    triggers: of("flow_trigger").map(({ handle, name, fields }) => ({
      ...{ handle, name },
      fields: fields.map(keyOf),
    })),
    actions: of("flow_action").map(({ handle, name, runtime_url = "", fields }) => ({
      ...{ handle, name, path: runtime_url },
      fields: fields.map((field) => ({
        key: keyOf(field),
        name: field.name ?? keyOf(field),
        required: field.required ?? false,
      })),
    })),
    lifecyclePath: of("flow_trigger_lifecycle_callback")[0]?.url ?? null,
  };
}

/** A reference has no key of its own: Flow names it after what it refers to. */
function keyOf({ type, key }: { readonly type: string; readonly key?: string }): string {
  return key ?? type.replace(/_reference$/, "_id");
}
