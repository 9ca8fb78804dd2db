/** A connector's zod schema is its form and its loader; these are the two directions. */
export { describeForm, type FormField } from "./shared/form/describe.ts";
export { described } from "./shared/form/meta.ts";
export { formValues, parseForm, type FormValues } from "./shared/form/parse.ts";
export { MissingSecretError, resolveSecrets, secretPaths, secretValues } from "./shared/form/secrets.ts";
export { loadConfig } from "./shared/form/load.ts";
