// The server's verdict on the worker, in words and in a colour.
import { CircleCheckFilled, WarnTriangleFilled } from '@element-plus/icons-vue'
import type { Component } from 'vue'
import { useI18n } from 'vue-i18n'
import type { WorkerHealth } from '@/api/worker'
import type { Tone } from './Tag.vue'

export interface WorkerVerdict {
  status: string
  /** Empty where all is well. */
  reason: string
  tone: Tone
  icon: Component
}

const tones: Record<WorkerHealth['status'], Tone> = { ok: 'green', late: 'yellow', stopped: 'red', failing: 'red' }

/** Null where the server gives no verdict. */
export function useWorkerVerdict(): (health: WorkerHealth | undefined) => WorkerVerdict | null {
  const { t } = useI18n()
  return (health) => {
    if (!health?.status) return null
    const { status, reason, clock_skew_seconds: n } = health
    return {
      status: t(`worker.status.${status}`),
      reason: reason ? t(`worker.reason.${reason}`, { n: Math.abs(n ?? 0) }) : '',
      tone: tones[status],
      icon: status === 'ok' ? CircleCheckFilled : WarnTriangleFilled,
    }
  }
}
