import type { CodegenConfig } from "@graphql-codegen/cli";

/** `npx graphql-codegen` types every document of app/storefront/documents from the official schema. */
const config: CodegenConfig = {
  schema: "app/storefront/schema.graphql",
  documents: "app/storefront/documents/*.graphql",
  generates: {
    "app/storefront/generated/operations.ts": {
      plugins: ["typescript-operations", "typed-document-node"],
      config: {
        useTypeImports: true,
        skipTypename: true,
        immutableTypes: true,
        // An input that Shopify wants named, such as changeFromQuantity, must be written out, if only as null.
        avoidOptionals: { field: true, inputValue: true, object: true },
        maybeValue: "T | null",
        inputMaybeValue: "T | null",
        strictScalars: true,
        scalars: {
          ID: "string",
          DateTime: "string",
          Decimal: "string",
          Money: "string",
          URL: "string",
          UnsignedInt64: "string",
          FormattedString: "string",
          HTML: "string",
          JSON: "unknown",
        },
      },
    },
  },
};
export default config;
