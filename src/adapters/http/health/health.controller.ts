import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { Tenants } from '../../../application/ports/tenants.js';

/** For supervisors: whether the process runs, and whether it can do its work. */
@Controller('health')
export class HealthController {
  constructor(private readonly tenants: Tenants) {}

  @Get('live')
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** Answers 503 while the database cannot be read. */
  @Get('ready')
  async ready(): Promise<{ readonly status: 'ok' }> {
    try {
      await this.tenants.all();
    } catch {
      throw new ServiceUnavailableException({ status: 'database unavailable' });
    }
    return { status: 'ok' };
  }
}
