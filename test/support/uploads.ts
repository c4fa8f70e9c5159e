import { createHash } from 'node:crypto';
import type { Answer, ApiCaller, ApiService } from './api.js';

/** Sends a file as a screen does: begins an upload, then its parts. Returns the id of the upload. */
export async function upload(
  caller: ApiCaller,
  bytes: Uint8Array,
  { fileName = 'debts.csv', lender }: { readonly fileName?: string; readonly lender?: string } = {},
): Promise<string> {
  const begun = await caller.post('/v1/uploads', { fileName, size: bytes.length, ...(lender && { lender }) });
  if (begun.status !== 201) throw new Error(JSON.stringify(begun.body));
  const { id, partSize, parts } = begun.body as { id: string; partSize: number; parts: number };
  for (let number = 1; number <= parts; number++) {
    const part = bytes.subarray((number - 1) * partSize, number * partSize);
    const sent = await caller.put(`/v1/uploads/${id}/parts/${number}`, part, {
      'Content-SHA256': createHash('sha256').update(part).digest('hex'),
    });
    if (sent.status !== 200) throw new Error(JSON.stringify(sent.body));
  }
  return id;
}

/** Asks for an import, lets the jobs run, and returns how it ended. */
export async function runImport(
  api: ApiService,
  caller: ApiCaller,
  wish: Readonly<Record<string, unknown>>,
): Promise<Answer['body']> {
  const asked = await caller.post('/v1/imports', { kind: 'debts', trial: false, ...wish });
  if (asked.status !== 201) return asked.body as unknown;
  await api.service.work();
  return (await caller.get(`/v1/imports/${(asked.body as { id: string }).id}`)).body as unknown;
}

const HEADER = [
  ...['债权人', '借据号', '客户号', '姓名', '身份证号', '出生日期', '居住地', '产品', '币种'],
  ...['本金', '利息', '到期日', '来源', '授权', '手机号', '微信号'],
];

/** One row of the Chinese table of debts that these tests import; cells by header. */
export function debtRow(number: number, change: Readonly<Record<string, string>> = {}): string {
  const serial = String(number).padStart(8, '0');
  const cells: Record<string, string> = {
    债权人: 'lumen',
    借据号: `JK-${number}`,
    客户号: `KH-${number}`,
    姓名: '张三丰',
    身份证号: `110101${serial}12X`,
    出生日期: '1990-02-28',
    居住地: 'CN',
    产品: '消费贷',
    币种: 'CNY',
    本金: `${1000 + (number % 900)}.50`,
    利息: '10.00',
    到期日: '2026-02-20',
    来源: '合同',
    授权: '2025-05-01 contract',
    手机号: `139${serial}`,
    微信号: `wxid_${serial}`,
    ...change,
  };
  return HEADER.map((header) => cells[header] ?? '').join(',');
}

export const debtTable = (rows: readonly string[]): string =>
  [HEADER.join(','), ...rows].map((line) => `${line}\r\n`).join('');
