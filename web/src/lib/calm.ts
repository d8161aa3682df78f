// Many calls become few: the first is answered soon, those that follow together and not oftener than every so often.
export interface Calm {
  call: () => void
  stop: () => void
}

export function calm(work: () => void, { first, between }: { first: number; between: number }): Calm {
  let timer: ReturnType<typeof setTimeout> | undefined
  let last = -Infinity

  function run(): void {
    timer = undefined
    last = performance.now()
    work()
  }
  return {
    call: () => {
      timer ??= setTimeout(run, Math.max(first, last + between - performance.now()))
    },
    stop: () => clearTimeout(timer),
  }
}
