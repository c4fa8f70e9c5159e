export interface MetricsPage {
  readonly contentType: string;
  readonly text: string;
}

/** Figures for the one who operates Parley. */
export abstract class Metrics {
  /** `route` is the template of a path, never the path. */
  abstract requestEnded(method: string, route: string, status: number, seconds: number): void;
  abstract page(): Promise<MetricsPage>;
}
