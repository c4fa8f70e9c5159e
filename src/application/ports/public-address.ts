/** Where this installation is reached from outside (`PUBLIC_URL`), whatever a request calls it. */
export abstract class PublicAddress {
  /** The whole address of a path, which begins with a slash and may have a query. */
  abstract of(path: string): string;
}
