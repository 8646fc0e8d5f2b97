/** What a driver of a long-lived client says and hears, line by line: openapi/judge-driver.schema.json. */
import { createInterface } from 'node:readline';

/** One logical call, as `faultline judge --driver jsonl` asks for it. */
export interface Call {
  readonly id: string;
  readonly method: string;
  readonly url: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | null;
}

/** Makes each call that is asked for, as it comes, and says what became of it. `call` gives the status, or throws. */
export function answerCalls(call: (asked: Call) => Promise<number>): void {
  createInterface({ input: process.stdin }).on('line', async (line) => {
    const asked = JSON.parse(line) as Call;
    process.stdout.write(`${JSON.stringify({ id: asked.id, ...(await outcomeOf(call, asked)) })}\n`);
  });
}

async function outcomeOf(call: (asked: Call) => Promise<number>, asked: Call) {
  try {
    const status = await call(asked);
    return { ok: status < 400, status, error: null };
  } catch (error) {
    const { statusCode, response } = error as {
      statusCode?: number;
      response?: { status?: number; statusCode?: number };
    };
    const status = statusCode ?? response?.statusCode ?? response?.status ?? null;
    return { ok: false, status, error: String(error) };
  }
}
