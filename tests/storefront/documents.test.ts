import { readdirSync, readFileSync } from "node:fs";
import { generate } from "@graphql-codegen/cli";
import { buildSchema, Kind, NoDeprecatedCustomRule, parse, validate } from "graphql";
import { expect, test } from "vitest";
import codegen from "../../codegen.ts";

const folder = "app/storefront/documents";
const schema = buildSchema(readFileSync("app/storefront/schema.graphql", "utf8"));
const files = readdirSync(folder);

test.each(files)("%s holds one operation of its own name that the official schema accepts", (file) => {
  const document = parse(readFileSync(`${folder}/${file}`, "utf8"));
  expect(validate(schema, document)).toEqual([]);
  const names = document.definitions.map((one) =>
    one.kind === Kind.OPERATION_DEFINITION ? one.name?.value : one.kind,
  );
  expect(names).toEqual([file.replace(".graphql", "")]);
});

test("no document uses a deprecated field", () => {
  for (const file of files) {
    expect(
      validate(schema, parse(readFileSync(`${folder}/${file}`, "utf8")), [NoDeprecatedCustomRule]),
    ).toEqual([]);
  }
});

test("the generated types are those of the documents (else run `npx graphql-codegen`)", async () => {
  const outputs = (await generate({ ...codegen, silent: true }, false)) as {
    filename: string;
    content: string;
  }[];
  for (const { filename, content } of outputs) expect(readFileSync(filename, "utf8")).toBe(content);
  expect(outputs).toHaveLength(1);
});
