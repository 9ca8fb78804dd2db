import { scanTexts } from "../texts/scans.ts";
import styles from "./scan-tables.module.css";
import type { CoverageView } from "./view.ts";

const texts = scanTexts.coverage;

export function CoverageTable({ coverage: { systems, rows } }: { readonly coverage: CoverageView }) {
  return (
    <table className={styles["coverage"]}>
      <caption className={styles["hidden"]}>{texts.caption}</caption>
      <thead>
        <tr>
          <th scope="col">{texts.location}</th>
          {systems.map((system) => (
            <th key={system} scope="col">
              {system}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ location, cells }) => (
          <tr key={location}>
            <th scope="row">{location}</th>
            {cells.map((cell, at) => (
              <td key={systems[at]}>{cell}</td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  );
}
