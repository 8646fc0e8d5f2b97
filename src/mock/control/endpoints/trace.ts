import { redactExchange } from '../../../trace/redact.ts';
import { settledSoon } from '../../cases/case-clock.ts';
import { type Endpoints, shown } from '../control.ts';
import { caseOf } from './find-case.ts';

/** What came in, and what went out. */
export const traceEndpoints = {
  async getTrace(request, workshop) {
    const found = caseOf(request, workshop);
    const { after = '0', limit = '2000' } = request.query;
    await settledSoon(found);
    const lines = found.entries({ after: Number(after), limit: Number(limit) }).map(({ sequence, exchange }) => {
      return `${JSON.stringify({ sequence, ...redactExchange(exchange).exchange })}\n`;
    });
    return shown(lines.join(''), 200, { 'Content-Type': 'application/x-ndjson' });
  },
} as const satisfies Endpoints;
