import { smpp } from '../test/support/peers/smpp-package.js';
import type { Pdu, PduFields, Session } from '../test/support/peers/smpp-package.js';

/** What one writes on the first day with the package `smpp`: submit, wait for the answer, submit the next. */
export async function plainSmppLoop(port: number, messages: number): Promise<void> {
  const session = smpp.connect({ host: '127.0.0.1', port });
  const ask = (
    send: (this: Session, fields: PduFields, answered: (pdu: Pdu) => void) => boolean,
    fields: PduFields,
  ): Promise<Pdu> => new Promise((answered) => send.call(session, fields, answered));
  await new Promise<void>((connected) => session.on('connect', connected));
  session.on('deliver_sm', (pdu: Pdu) => session.send(pdu.response()));
  await ask(session.bind_transceiver, { system_id: 'parley', password: 'secret' });
  for (let number = 1; number <= messages; number += 1) {
    await ask(session.submit_sm, {
      source_addr: '10690',
      destination_addr: `86138${String(number).padStart(8, '0')}`,
      registered_delivery: 1,
      data_coding: 0,
      short_message: 'Your instalment is due on Friday.',
    });
  }
  session.destroy();
}
