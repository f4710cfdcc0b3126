import type { Handler } from './context.js';
import type { Policy } from './policy.js';

/** One address, who may use it, what its body is, and what answers. */
export interface Route {
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE' | 'OPTIONS';
  path: string;
  policy: Policy;
  /**
   * A form is checked for its hidden `csrf` field, always; `small-file` is one that may bring a file.
   * A message is a form that another server sends, with no browser's session behind it. An upload
   * reads its body itself.
   */
  body: 'none' | 'form' | 'small-file' | 'message' | 'json' | 'upload';
  handler: Handler;
}

/** What shows something. */
export function get(path: string, policy: Policy, handler: Handler): Route {
  return { method: 'GET', path, policy, body: 'none', handler };
}

/** A page's form. */
export function post(path: string, policy: Policy, handler: Handler): Route {
  return { method: 'POST', path, policy, body: 'form', handler };
}
