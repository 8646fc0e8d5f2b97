/** One cell of the matrix: an operation and a failure (`"429"` or the name of a transport fault). */
export interface Cell {
  readonly operationId: string;
  readonly failure: string;
}
