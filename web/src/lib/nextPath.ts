// Where to go on after signing in or a broken line: only a path of this application, never another site.

/** `//host` and `/\host` are addresses of other hosts to a browser. */
export const nextPath = (wanted: unknown, otherwise: string): string =>
  typeof wanted === 'string' && /^\/(?![/\\])/.test(wanted) ? wanted : otherwise
