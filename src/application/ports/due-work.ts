/** Everything that waits: messages at providers, jobs, the outbound line. */
export abstract class DueWork {
  /** Fetches what channels have for us and runs the jobs that are due, until nothing is left. */
  abstract run(): Promise<void>;
}
