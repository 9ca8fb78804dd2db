import { describe, expect, it } from "vitest";
import { statementProblem } from "../../app/connectors/sql/statement.ts";

describe("a query", () => {
  it.each([
    ["select 1", null],
    ["with a as (select 1) select * from a;", null],
    ["select 'insert into; x' as a", null],
    ["", "A query is needed"],
    ["delete from stock", "The query must begin with SELECT or WITH"],
    ["select 1; drop table stock", "One query only, without a semicolon inside"],
    ["with gone as (delete from stock returning *) select * from gone", "The query may only read"],
    ["select * into copy from stock", "The query may only read"],
  ])("%j: %s", (text, problem) => {
    expect(statementProblem(text)).toBe(problem);
  });
});
