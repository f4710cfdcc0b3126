/** What keeps a command from its work on this side of the wire. The server's refusals are AppErrors. */
export class ClientError extends Error {
  override readonly name = 'ClientError';
  readonly code: 'unreachable' | 'not_slipway' | 'file_unreadable' | 'credentials_unreadable';
  readonly details = {};

  constructor(code: ClientError['code'], message: string, cause?: unknown) {
    super(message, { cause });
    this.code = code;
  }
}
