import reactHooks from "eslint-plugin-react-hooks";
import tseslint from "typescript-eslint";

export default tseslint.config(
  {
    ignores: [
      "build/",
      ".data/",
      ".cache/",
      "app/persistence/generated/",
      "app/storefront/generated/",
      "**/*.mjs",
    ],
  },
  ...tseslint.configs.strictTypeChecked,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/restrict-template-expressions": [
        "error",
        { allowNumber: true, allowBoolean: true },
      ],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      // Remix throws Responses by design.
      "@typescript-eslint/only-throw-error": "off",
      "no-restricted-globals": [
        "error",
        { name: "fetch", message: "Every outgoing request passes app/platform/http." },
        { name: "process", message: "process.env is read once, in app/platform/env." },
      ],
      "no-console": "error",
    },
  },
  {
    files: ["app/**/*.tsx"],
    plugins: { "react-hooks": reactHooks },
    rules: reactHooks.configs.recommended.rules,
  },
  {
    files: [
      "app/platform/**",
      "app/cli/**",
      "app/jobs/worker.ts",
      "app/entry.*",
      "sandbox/**",
      "tests/**",
      "bench/**",
      "tools/**",
      "*.ts",
    ],
    rules: { "no-restricted-globals": "off", "no-console": "off" },
  },
  {
    // Shopify's own fetch, which signs what goes to the app.
    files: ["extensions/**"],
    rules: { "no-restricted-globals": "off" },
  },
  {
    files: ["tests/**"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-unsafe-assignment": "off",
      "@typescript-eslint/no-unsafe-member-access": "off",
    },
  },
);
