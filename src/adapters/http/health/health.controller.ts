import { Controller, Get, ServiceUnavailableException } from '@nestjs/common';
import { z } from 'zod';
import { Tenants } from '../../../application/ports/tenants.js';
import { Operation } from '../api/operation.js';

const health = z.object({ status: z.literal('ok') });

/** For supervisors: whether the process runs, and whether it can do its work. */
@Controller('health')
export class HealthController {
  constructor(private readonly tenants: Tenants) {}

  @Get('live')
  @Operation({ allow: 'anyone', summary: 'Whether the process runs', answers: health })
  live(): { readonly status: 'ok' } {
    return { status: 'ok' };
  }

  /** Answers 503 while the database cannot be read. */
  @Get('ready')
  @Operation({ allow: 'anyone', summary: 'Whether the service can do its work', answers: health })
  async ready(): Promise<{ readonly status: 'ok' }> {
    try {
      await this.tenants.all();
    } catch {
      throw new ServiceUnavailableException({ status: 'database unavailable' });
    }
    return { status: 'ok' };
  }
}
