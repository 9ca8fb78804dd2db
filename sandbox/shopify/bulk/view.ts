import type { BulkOperation } from "./operations.ts";

export function bulkOperationView(operation: BulkOperation): object {
  const { result } = operation;
  return {
    __typename: "BulkOperation",
    id: operation.id,
    type: "QUERY",
    status: operation.status,
    errorCode: operation.errorCode,
    query: operation.query,
    createdAt: operation.createdAt.toISOString(),
    completedAt: operation.completedAt?.toISOString() ?? null,
    objectCount: String(result.objects),
    rootObjectCount: String(result.roots),
    fileSize: operation.completedAt === null || result.bytes === 0 ? null : String(result.bytes),
    url: operation.url,
    partialDataUrl: operation.partialDataUrl,
  };
}
