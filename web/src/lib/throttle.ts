// Many calls become few: the first runs `work` after a short delay, so that a burst is answered by one run, and later
// ones together, once an interval. A throttle without the delay, as VueUse has it, would show of a burst the first change
// only and the others an interval later; it cannot be cancelled either.
export interface Throttled {
  call: () => void
  cancel: () => void
}

/** Both times are in milliseconds. */
export function throttle(work: () => void, { delay, interval }: { delay: number; interval: number }): Throttled {
  let timer: ReturnType<typeof setTimeout> | undefined
  let lastRun = -Infinity

  function run(): void {
    timer = undefined
    lastRun = performance.now()
    work()
  }
  return {
    call: () => {
      timer ??= setTimeout(run, Math.max(delay, lastRun + interval - performance.now()))
    },
    cancel: () => clearTimeout(timer),
  }
}
