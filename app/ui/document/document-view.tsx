import type { Block, Document } from "../../diagnosis/document/index.ts";
import styles from "./document.module.css";

/** A document as it is read and printed, with no piece of the app around it. All of it is text: markup in a name is shown, not obeyed. */
export function DocumentView({ document: { title, blocks } }: { readonly document: Document }) {
  return (
    <article className={styles["document"]}>
      <h2 className={styles["title"]}>
        <bdi>{title}</bdi>
      </h2>
      {blocks.map((block, index) => (
        <BlockView key={index} block={block} caption={headingBefore(blocks, index)} />
      ))}
    </article>
  );
}

function BlockView({ block, caption }: { readonly block: Block; readonly caption: string }) {
  switch (block.kind) {
    case "heading":
      return <h3>{block.text}</h3>;
    case "text":
      return <p>{block.text}</p>;
    case "list":
      return (
        <ul>
          {block.items.map((item, index) => (
            <li key={index}>{item}</li>
          ))}
        </ul>
      );
    case "table":
      return (
        <table role="table">
          <caption>{caption}</caption>
          <thead role="rowgroup">
            <tr role="row">
              {block.head.map((cell, index) => (
                <th key={index} role="columnheader" scope="col">
                  {cell}
                </th>
              ))}
            </tr>
          </thead>
          <tbody role="rowgroup">
            {block.rows.map((row, index) => (
              <tr key={index} role="row">
                {row.map((cell, at) => (
                  <td key={at} role="cell" data-label={block.head[at]}>
                    <bdi>{cell}</bdi>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      );
  }
}

function headingBefore(blocks: readonly Block[], index: number): string {
  const heading = blocks.slice(0, index).findLast(({ kind }) => kind === "heading");
  return heading?.kind === "heading" ? heading.text : "";
}
