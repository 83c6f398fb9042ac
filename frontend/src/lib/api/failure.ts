/** Why a call gave no answer that can be used. `code` is one of the contract's, or one of the two of our own. */
export class Failure extends Error {
  readonly status: number;
  readonly code: string;
  readonly params: Record<string, unknown>;
  readonly requestId: string | undefined;

  constructor(fact: { status: number; code: string; params?: Record<string, unknown>; requestId?: string | undefined; cause?: unknown }) {
    super(fact.code, { cause: fact.cause });
    this.name = 'Failure';
    this.status = fact.status;
    this.code = fact.code;
    this.params = fact.params ?? {};
    this.requestId = fact.requestId;
  }

  /** The server did not answer at all: no line, or it is down. */
  static unreachable(cause: unknown): Failure {
    return new Failure({ status: 0, code: 'web.unreachable', cause });
  }

  get isSignedOut(): boolean {
    return this.status === 401;
  }

  /** Trying again may help: the line, the server, or a limit that will pass. */
  get isPassing(): boolean {
    return this.status === 0 || this.status >= 500;
  }
}

export function failureOf(response: Response, body: unknown): Failure {
  const problem = isRecord(body) ? body : {};
  return new Failure({
    status: response.status,
    code: typeof problem.code === 'string' ? problem.code : 'web.unexpected_answer',
    params: isRecord(problem.params) ? problem.params : {},
    requestId: response.headers.get('X-Request-Id') ?? undefined,
  });
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
