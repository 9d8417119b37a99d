// One at a time over all tabs of this browser. A browser without locks (before 2022) goes on without: the server settles what meets.
export function alone<T>(name: string, work: () => Promise<T>): Promise<T> {
  return navigator.locks ? (navigator.locks.request(name, work) as Promise<T>) : work();
}

// Saves of answers, by the form and by the outbox: either must know the version that the other made.
export const SAVES = "ocop-saves";
export const OUTBOX = "ocop-outbox";
