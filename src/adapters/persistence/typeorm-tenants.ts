import { Injectable } from '@nestjs/common';
import { CHAIN_START } from '../../application/ports/event-log.js';
import { Ids } from '../../application/ports/ids.js';
import { Tenants, type Tenant } from '../../application/ports/tenants.js';
import { DomainError } from '../../domain/shared/domain-error.js';
import { TenantEntity } from './entities/tenant.entity.js';
import { insertRows, readRows } from './rows.js';
import { TypeormUnitOfWork } from './unit-of-work.js';

const toTenant = ({ id, slug, name }: TenantEntity): Tenant => ({ id, slug, name });

@Injectable()
export class TypeormTenants extends Tenants {
  constructor(
    private readonly unitOfWork: TypeormUnitOfWork,
    private readonly ids: Ids,
  ) {
    super();
  }

  async all(): Promise<Tenant[]> {
    const rows = await this.unitOfWork.runAcrossTenants((manager) =>
      readRows(manager, TenantEntity, 'WHERE id NOT IN (SELECT id FROM sandboxes) ORDER BY slug', []),
    );
    return rows.map(toTenant);
  }

  async bySlug(slug: string): Promise<Tenant> {
    const tenants = await this.all();
    const found = tenants.find((tenant) => tenant.slug === slug);
    if (found !== undefined) return found;
    const known = tenants.map((tenant) => tenant.slug).join(', ') || 'none yet';
    throw new DomainError('TENANT.UNKNOWN', `There is no tenant "${slug}"; known tenants: ${known}.`);
  }

  async ensure(slug: string, name: string): Promise<Tenant> {
    if (!/^[a-z0-9][a-z0-9-]{0,63}$/.test(slug)) {
      throw new DomainError(
        'TENANT.BAD_SLUG',
        `A tenant is named with lower-case letters, digits and dashes (at most 64), not "${slug}".`,
      );
    }
    return this.unitOfWork.runAcrossTenants(async (manager) => {
      const row: TenantEntity = {
        id: this.ids.next(),
        slug,
        name,
        sealedSequence: CHAIN_START.sequence,
        sealedHash: CHAIN_START.hash,
      };
      await insertRows(manager, TenantEntity, [row], { unlessTaken: ['slug'] });
      const [stored] = await readRows(manager, TenantEntity, 'WHERE slug = ?', [slug]);
      return toTenant(stored ?? row);
    });
  }
}
