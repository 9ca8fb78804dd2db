const node = `
  account_id sku warehouse_id on_hand allocated available reserve_inventory non_sellable_quantity updated_at
`;

export const levelsDocument = `
  query Levels($warehouse: String, $customer: String, $since: ISODateTime, $first: Int!, $after: String) {
    levels: warehouse_products(warehouse_id: $warehouse, customer_account_id: $customer, updated_from: $since) {
      complexity
      data(first: $first, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges { node { ${node} } }
      }
    }
  }
`;

/** Several keys in one request, each under a name of its own. Kept small: the rows that are asked for are what is paid for. */
export function keysDocument(count: number, rowsEach: number): string {
  const indexes = Array.from({ length: count }, (_, index) => index);
  const variables = indexes.map((index) => `$sku${index}: String, $warehouse${index}: String`).join(", ");
  const reads = indexes.map(
    (index) => `
      key${index}: warehouse_products(
        sku: $sku${index}, warehouse_id: $warehouse${index}, customer_account_id: $customer
      ) {
        complexity
        data(first: ${rowsEach}) { edges { node { ${node} } } }
      }`,
  );
  return `query Keys($customer: String, ${variables}) {${reads.join("")}\n}`;
}

export const warehousesDocument = `
  query Warehouses {
    account {
      complexity
      data { id warehouses { id legacy_id identifier profile } }
    }
  }
`;

export const generateSnapshotDocument = `
  mutation GenerateSnapshot($data: InventoryGenerateSnapshotInput!) {
    generated: inventory_generate_snapshot(data: $data) {
      complexity
      snapshot { snapshot_id status }
    }
  }
`;

export const snapshotDocument = `
  query Snapshot($id: String!) {
    found: inventory_snapshot(snapshot_id: $id) {
      complexity
      snapshot { snapshot_id status error snapshot_url }
    }
  }
`;

export const changesDocument = `
  query Changes($customer: String, $from: ISODateTime, $to: ISODateTime, $first: Int!, $after: String) {
    changes: inventory_changes(customer_account_id: $customer, date_from: $from, date_to: $to) {
      complexity
      data(first: $first, after: $after) {
        pageInfo { hasNextPage endCursor }
        edges { node { id sku warehouse_id change_in_on_hand reason cycle_counted created_at } }
      }
    }
  }
`;
