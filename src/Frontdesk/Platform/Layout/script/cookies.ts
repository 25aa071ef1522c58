const year = 365 * 24 * 60 * 60

/** Remembers a choice of this browser, so that the server can render it at once. */
export function remember(name: string, value: string): void {
  document.cookie = `${name}=${value}; path=/; max-age=${value ? year : 0}; samesite=lax${location.protocol === 'https:' ? '; secure' : ''}`
}

export function forget(name: string): void {
  remember(name, '')
}
