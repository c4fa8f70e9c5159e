import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { instant } from '../../../src/domain/calendar/instant.js';
import { ApiService, PASSWORD } from '../../support/api.js';
import { eachDatabase } from '../../support/databases.js';

const START = instant(Date.UTC(2026, 10, 2, 2));

eachDatabase('sessions over HTTP', (place) => {
  let api: ApiService;

  beforeAll(async () => {
    api = await ApiService.start(await place.url(), START);
  });
  afterAll(() => api.stop());

  const signIn = (login: string, password = PASSWORD, tenant = 'default') =>
    api.nobody().post('/v1/sessions', { tenant, login, password });

  it('signs somebody in, who then is known', async () => {
    await api.as('lead', { login: 'wang.lei' });
    const { status, body, headers } = await signIn('Wang.Lei');
    expect(status).toBe(201);
    expect(headers.get('set-cookie')).toBe(`parley_session=${body.token}; HttpOnly; SameSite=Strict; Path=/`);
    const me = await api.withToken(body.token).get('/v1/me');
    expect(me.status).toBe(200);
    expect(me.body.person).toMatchObject({ login: 'wang.lei', grants: [{ role: 'lead', lenders: 'all' }] });
    expect(me.body.tenant).toEqual({ slug: 'default', name: 'Default' });
    expect(me.body.permissions).toContainEqual({ permission: 'desk.lead', lenders: 'all' });
    expect(JSON.stringify(me.body)).not.toContain('argon2');
  });
});
