/**
 * For how long a process may work on what it claimed. After it others take the claim for abandoned, so nothing
 * may be handed over in the second half: the network's own time-outs, shorter than that half, end before it does.
 */
export class ClaimLease {
  constructor(readonly milliseconds: number) {}

  get handOverWithin(): number {
    return this.milliseconds / 2;
  }
}
