export interface PlanReport {
  readonly debts: number;
  readonly enrolled: number;
  readonly planned: number;
  readonly control: number;
  readonly withoutContactPoint: number;
  /** Open debts that a hold kept out. */
  readonly held: number;
}

export const NOTHING_PLANNED: PlanReport = {
  debts: 0,
  enrolled: 0,
  planned: 0,
  control: 0,
  withoutContactPoint: 0,
  held: 0,
};

export const addReports = (a: PlanReport, b: PlanReport): PlanReport => ({
  debts: a.debts + b.debts,
  enrolled: a.enrolled + b.enrolled,
  planned: a.planned + b.planned,
  control: a.control + b.control,
  withoutContactPoint: a.withoutContactPoint + b.withoutContactPoint,
  held: a.held + b.held,
});
