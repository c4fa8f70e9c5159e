import type { MigrationInterface, QueryRunner } from 'typeorm';
import * as column from './columns.js';

export class PlanInterest1795401000000 implements MigrationInterface {
  readonly name = 'PlanInterest1795401000000';

  async up(runner: QueryRunner): Promise<void> {
    await column.addColumns(runner, 'instalments', [{ ...column.minor('interest_minor'), default: 0 }]);
  }

  async down(runner: QueryRunner): Promise<void> {
    await column.dropColumns(runner, 'instalments', ['interest_minor']);
  }
}
